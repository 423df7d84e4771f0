package dev.collabgraph.suite.scoring;

import java.util.Locale;
import java.util.Set;

/** Words in mathematical answers. */
final class MathWords {
  private static final Set<String> FILLER =
      Set.of(
          "about",
          "approximately",
          "exactly",
          "the answer is",
          "is",
          "only",
          "answer",
          "answer:",
          "choice",
          "option",
          "the",
          "so",
          "thus",
          "hence",
          "therefore",
          "approx",
          "approx.");

  private MathWords() {}

  static boolean filler(String words) {
    return FILLER.contains(words.strip().toLowerCase(Locale.ROOT));
  }

  /** Lower case letters and digits, one space between words. */
  static String key(String words) {
    StringBuilder out = new StringBuilder(words.length());
    boolean gap = false;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (Character.isLetterOrDigit(c) || c == '+' || c == '-' && i > 0) {
        if (gap && out.length() > 0) {
          out.append(' ');
        }
        gap = false;
        out.append(Character.toLowerCase(c));
      } else if (c != '\'' && c != '.') {
        gap = true;
      }
    }
    return out.toString();
  }
}
