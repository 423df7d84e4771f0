/** The collaboration graph as a value: nodes with role and model, edges, one sink. */
package dev.collabgraph.graph;
