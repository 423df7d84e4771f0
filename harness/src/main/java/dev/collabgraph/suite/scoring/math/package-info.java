/**
 * Answers as mathematics, for the {@code math} scorer. {@code MathScorerFactory} chooses between
 * two ways. Official: {@code MathOfficial}, the published rule on strings. Symbolic: {@code
 * MathSymbolic} takes an answer found by {@code MathAnswers} through {@code MathLexer} and {@code
 * MathParser} to a tree of {@code MathNode}, and {@code MathEquality} compares two trees by the
 * exact algebra of {@code Poly} and {@code MathAlgebra}. What is beyond them throws {@code
 * UnsureException} inside. Uses {@code number} and {@code text}.
 */
package dev.collabgraph.suite.scoring.math;
