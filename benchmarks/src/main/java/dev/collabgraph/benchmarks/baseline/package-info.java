/** Yardsticks and rivals: what the machine gives, and what a plain program makes of it. */
package dev.collabgraph.benchmarks.baseline;
