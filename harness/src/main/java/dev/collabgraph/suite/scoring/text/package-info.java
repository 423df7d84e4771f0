/**
 * Answers as texts: how they are found in completions (markers such as {@code Answer:}, boxes,
 * fences), and the scorers that compare them as texts, JSON or letters of options. The classes that
 * find answers serve the packages {@code number}, {@code math}, {@code code} and {@code judge} too.
 */
package dev.collabgraph.suite.scoring.text;
