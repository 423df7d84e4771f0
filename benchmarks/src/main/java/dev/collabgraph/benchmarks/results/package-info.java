/**
 * Makes the table of all benchmarks, with ratios to controls and rivals, on one or more JDKs. Start
 * at {@link dev.collabgraph.benchmarks.results.Measure}.
 */
package dev.collabgraph.benchmarks.results;
