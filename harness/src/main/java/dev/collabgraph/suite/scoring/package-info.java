/**
 * Scorers: what a completion answers, whether that is right, and which answers are the same. {@link
 * dev.collabgraph.suite.scoring.Scorer} and {@link dev.collabgraph.suite.scoring.ScorerFactory} are
 * the extension point; {@link dev.collabgraph.suite.scoring.Scorers} finds implementations. This
 * package knows none of those below it, each of which begins at its factories: {@code text} (exact,
 * contains, regex, f1, json, choice, and how answers are found in completions), {@code number}
 * (numeric), {@code math}, {@code code} and {@code judge}.
 */
package dev.collabgraph.suite.scoring;
