package dev.collabgraph.suite.sandbox;

import java.util.List;
import java.util.Objects;

/**
 * A program and the tests it must pass.
 *
 * @param prompt the task's own text; where it is Python its helpers and classes are known to the
 *     tests. Trusted
 * @param test the tests: they run themselves, or define {@code check(candidate)}, test cases or
 *     test functions. Trusted, never shown to the program
 * @param entryPoint name of the function or class that is tested
 * @param variants ways to read the answer as a program, the likeliest first; each a list of parts
 *     that are run one after the other. The first that compiles and defines the entry point is run
 */
public record Program(String prompt, String test, String entryPoint, List<List<String>> variants) {
  public Program {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(test, "test");
    Objects.requireNonNull(entryPoint, "entryPoint");
    variants = variants.stream().map(List::copyOf).toList();
  }
}
