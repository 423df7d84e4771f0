/**
 * Answers as numbers: the {@code numeric} scorer, and how numbers are read in prose and in LaTeX,
 * exactly, as fractions. Uses {@code text}.
 */
package dev.collabgraph.suite.scoring.number;
