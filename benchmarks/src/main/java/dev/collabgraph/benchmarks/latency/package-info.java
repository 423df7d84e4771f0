/** Time of one operation on one thread. */
package dev.collabgraph.benchmarks.latency;
