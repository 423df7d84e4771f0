package dev.collabgraph.gate.ab;

import java.util.Locale;

/** Which of the two jars. */
public enum Side {
  /** What it is compared with. */
  BASE,
  /** What is judged. */
  CANDIDATE;

  /** The other one. */
  Side other() {
    return this == BASE ? CANDIDATE : BASE;
  }

  /** For messages and files. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
