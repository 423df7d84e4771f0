/**
 * Evaluates a graph, and judges what was measured against limits and a blessed baseline. A gate
 * fails closed: evidence that is missing, stale or inconclusive is a violation like any other.
 *
 * <p>Start at {@link dev.collabgraph.gate.Evaluator} to measure and at {@link
 * dev.collabgraph.gate.Gate} to judge. Scores are shares from 0 to 1; NaN stands for a run without
 * a score, which is never counted as 0. Nothing here prints, and nothing returns null unless it
 * says so.
 */
package dev.collabgraph.gate;
