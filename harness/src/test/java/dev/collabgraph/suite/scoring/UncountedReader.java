package dev.collabgraph.suite.scoring;

/** Reads in a way that nobody counts, which must not go unnoticed. */
final class UncountedReader {
  private UncountedReader() {}

  static long read(String text) {
    return text.codePoints().filter(Character::isLetter).count();
  }
}
