/**
 * What trials say of graphs: the evidence per graph, estimates shrunken against noise, ranks,
 * fronts and how much of the best front one covers.
 */
package dev.collabgraph.search.score;
