package dev.collabgraph.llm;

import java.util.Collection;
import java.util.Optional;

/** The known name a mistyped one was probably meant to be. Public for the sibling packages only. */
public final class Nearest {
  private Nearest() {}

  /** The closest name at most a third of the length (and at least one edit) away. */
  static Optional<String> to(String typed, Collection<String> known) {
    String best = null;
    int least = Math.max(1, typed.length() / 3) + 1;
    for (String name : known) {
      int edits = distance(typed, name);
      if (edits < least) {
        least = edits;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code " Did you mean \"x\"?"}, or nothing. */
  public static String hint(String typed, Collection<String> known) {
    return to(typed, known).map(name -> " Did you mean \"" + name + "\"?").orElse("");
  }

  /** Levenshtein distance, ignoring case. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
