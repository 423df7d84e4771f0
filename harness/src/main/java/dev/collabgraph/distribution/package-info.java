/**
 * The probabilistic graph and its hot core: sampling, log-probability, policy gradient. Nothing
 * here allocates in steady state.
 */
package dev.collabgraph.distribution;
