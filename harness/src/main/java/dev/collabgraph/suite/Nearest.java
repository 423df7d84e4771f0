package dev.collabgraph.suite;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate with the least edit distance (adjacent swaps count 1), if it is near enough: at
   * most a third of the length plus one. Ties go to the earliest.
   */
  public static Optional<String> to(String word, Collection<String> candidates) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    int limit = Math.min(word.length(), 60) / 3 + 1;
    return bestDistance <= limit ? Optional.ofNullable(best) : Optional.empty();
  }

  /** {@code , did you mean "x"?}, or the known ones if none is near. */
  static String hint(String word, Collection<String> candidates) {
    return to(word, candidates)
        .map(near -> "did you mean \"" + near + "\"?")
        .orElse("expected one of " + String.join(", ", candidates) + ".");
  }

  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 20) {
      return 1000;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
