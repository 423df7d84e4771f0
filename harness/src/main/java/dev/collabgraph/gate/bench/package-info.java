/**
 * Judges JMH results against those of another run: has a benchmark become slower, or does it
 * allocate more? Start at {@link dev.collabgraph.gate.bench.BenchFile} to read results and at
 * {@link dev.collabgraph.gate.bench.BenchGate} to compare them.
 *
 * <p>The unit of evidence is the fork: iterations of one JVM share its memory layout and its
 * compilations, so they are averaged and do not count as independent. Nothing here runs a
 * benchmark, prints, or returns null unless it says so.
 */
package dev.collabgraph.gate.bench;
