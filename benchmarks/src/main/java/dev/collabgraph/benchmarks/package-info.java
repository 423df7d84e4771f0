/**
 * Benchmarks of the core. The packages say what is asked: {@code baseline} the yardsticks and
 * rivals, {@code latency} the time of one operation, {@code throughput} operations per second.
 */
package dev.collabgraph.benchmarks;
