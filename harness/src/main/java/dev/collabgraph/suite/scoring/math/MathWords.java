package dev.collabgraph.suite.scoring.math;

import java.util.ArrayList;
import java.util.List;
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

  /** The keys of single words with commas or "and" between them; empty if there is more to them. */
  static List<String> listed(String words) {
    List<String> names = new ArrayList<>();
    boolean parted = true;
    int separators = 0;
    for (String word : words.replace(",", " , ").strip().split("\\s+")) {
      if (word.equals(",") || word.equals("and")) {
        separators += parted ? 0 : 1;
        parted = true;
      } else {
        if (!parted || !word.chars().allMatch(Character::isLetter)) {
          return List.of();
        }
        names.add(key(word));
        parted = false;
      }
    }
    return separators == 0 || separators != names.size() - 1 ? List.of() : names;
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
