/** Intervals, paired tests and racing rules. Pure functions of their arguments. */
package dev.collabgraph.stats;
