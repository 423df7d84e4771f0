/** What is asked of a graph: tasks, their splits, and how answers are scored. */
package dev.collabgraph.suite;
