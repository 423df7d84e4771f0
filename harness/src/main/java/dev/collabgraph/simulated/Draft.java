package dev.collabgraph.simulated;

/**
 * An answer without its text, packed into a long so that simulation allocates nothing: answer (0 is
 * right, others are the task's distractors, {@link #NO_ANSWER} none), revision (how often a model
 * rewrote it), confidence in percent, tokens.
 */
final class Draft {
  static final int NO_ANSWER = 0xFFFF;
  private static final int MOST = 0xFFFF;

  private Draft() {}

  static long of(int answer, int revision, int confidence, int tokens) {
    return (answer & 0xFFFFL)
        | (long) Math.min(revision, MOST) << 16
        | (long) Math.min(confidence, 100) << 32
        | (long) Math.min(tokens, MOST) << 48;
  }

  /** A text that gives no answer, of {@code tokens} tokens. */
  static long unreadable(int tokens) {
    return of(NO_ANSWER, 0, 0, tokens);
  }

  static int answer(long draft) {
    return (int) draft & 0xFFFF;
  }

  static int revision(long draft) {
    return (int) (draft >>> 16) & 0xFFFF;
  }

  static int confidence(long draft) {
    return (int) (draft >>> 32) & 0xFFFF;
  }

  static int tokens(long draft) {
    return (int) (draft >>> 48) & 0xFFFF;
  }
}
