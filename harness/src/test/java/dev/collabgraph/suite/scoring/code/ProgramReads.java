package dev.collabgraph.suite.scoring.code;

/** What the counting of reads asks of this package: to find a program and its variants. */
public final class ProgramReads {
  private static final String PROMPT = "def f(x):\n    \"\"\"Doubles.\"\"\"\n";

  private ProgramReads() {}

  /** Reads a completion as the scorer does before it runs anything. */
  public static void read(String completion) {
    CodeExtractor.extract(completion, "f")
        .ifPresent(code -> CodePrograms.variants(PROMPT, "f", code));
  }
}
