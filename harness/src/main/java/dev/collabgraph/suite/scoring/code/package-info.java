/**
 * Answers as programs: how they are found in completions and joined to their task, the {@code code}
 * scorer, which runs them in {@link dev.collabgraph.suite.sandbox}, and pass@k. Uses {@code text}.
 */
package dev.collabgraph.suite.scoring.code;
