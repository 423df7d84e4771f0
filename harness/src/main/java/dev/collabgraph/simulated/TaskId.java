package dev.collabgraph.simulated;

import java.util.Optional;

/**
 * Name of a simulated task: {@code math-000017}, or {@code math@7-000017} for a landscape seed
 * other than 1. The id alone fixes the task, so reader and client can never disagree on the seed.
 *
 * @param pool name of the pool
 * @param landscapeSeed seed of the tasks' latent properties
 * @param number 0 or more
 */
record TaskId(String pool, long landscapeSeed, int number) {
  static final long DEFAULT_SEED = 1;

  private static final int DIGITS = 6;

  /** The id as text. */
  String text() {
    String seed = landscapeSeed == DEFAULT_SEED ? "" : "@" + landscapeSeed;
    String digits = Integer.toString(number);
    return pool + seed + "-" + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
  }

  /** Reads an id; empty if {@code text} is none. */
  static Optional<TaskId> parse(String text) {
    int dash = text.lastIndexOf('-');
    int at = text.indexOf('@');
    try {
      // A negative seed has a dash of its own, which stands before the last one.
      int number = Integer.parseInt(text.substring(dash + 1));
      String pool = text.substring(0, at < 0 ? dash : at);
      long seed = at < 0 ? DEFAULT_SEED : Long.parseLong(text.substring(at + 1, dash));
      TaskId id = new TaskId(pool, seed, number);
      return id.text().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Seed of everything latent about the task. */
  long hash() {
    return Mix.mix(Mix.mix(Mix.of(pool), landscapeSeed), number);
  }
}
