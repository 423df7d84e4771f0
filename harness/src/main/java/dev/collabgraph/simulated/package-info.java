/**
 * Statistical language models over a declared landscape: optimisers can be studied without a model
 * server, and the true accuracy of a graph can be computed by long simulation. The mechanism and
 * its constants are described in decision note 0003; start at {@link
 * dev.collabgraph.simulated.SimulatedProvider} and {@link dev.collabgraph.simulated.TrueAccuracy}.
 * Nothing here is null unless said.
 */
package dev.collabgraph.simulated;
