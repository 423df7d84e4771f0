package dev.collabgraph.graph;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The nearest known name to one that is unknown, for messages. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The known name with the fewest edits (insertion, deletion, replacement, swap of neighbours) to
   * {@code word}, case ignored; ties go to the first. Empty if none is within a third of the longer
   * length, at least one.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - word.length()) > 20 || word.length() > 200) {
        continue;
      }
      int edits = edits(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      int allowed = Math.max(1, Math.max(word.length(), candidate.length()) / 3);
      if (edits <= allowed && edits < least) {
        least = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code " Did you mean \"x\"?"} with a leading blank, or nothing. */
  public static String didYouMean(String word, Collection<String> known) {
    return nearest(word, known).map(name -> " Did you mean \"" + name + "\"?").orElse("");
  }

  /** Edits between two words (optimal string alignment). */
  static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(
                edits[i - 1][j - 1] + replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, edits[i - 2][j - 2] + 1);
        }
        edits[i][j] = least;
      }
    }
    return edits[a.length()][b.length()];
  }
}
