/** Runs a graph on a task: plans, sharing of equal calls, failure classes, traces. */
package dev.collabgraph.execution;
