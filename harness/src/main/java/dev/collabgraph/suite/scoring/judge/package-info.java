/** Answers as a model judges them: the {@code judge} scorer. Uses {@code text}. */
package dev.collabgraph.suite.scoring.judge;
