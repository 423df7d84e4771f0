/** Scorers: what a completion answers, whether that is right, and which answers are the same. */
package dev.collabgraph.suite.scoring;
