/** Operations per second over all cores. */
package dev.collabgraph.benchmarks.throughput;
