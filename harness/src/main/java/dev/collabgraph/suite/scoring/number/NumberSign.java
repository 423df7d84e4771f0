package dev.collabgraph.suite.scoring.number;

import dev.collabgraph.suite.scoring.text.Texts;
import java.util.Locale;
import java.util.Set;

/** Tells the sign of a number from a difference, a hyphen and a list bullet. */
final class NumberSign {
  private static final int MAX_GAP = 8;
  private static final Set<String> COPULAS =
      Set.of("is", "was", "be", "are", "of", "to", "equals", "get", "at");

  private NumberSign() {}

  /** Whether a minus before the number that starts at {@code start} is its sign. */
  static boolean negative(NumberText text, int start) {
    int i = start - 1;
    while (i >= 0 && isCurrency(text.charAt(i))) {
      i--;
    }
    boolean spaced = false;
    if (i >= 0 && text.charAt(i) == ' ') {
      spaced = true;
      i--;
    }
    if (i < 0 || !isMinus(text.charAt(i))) {
      return spaced && i >= 0 && saysNegative(text, i);
    }
    int before = i - 1;
    boolean gap = before >= 0 && Texts.isSpace(text.charAt(before));
    for (int steps = 0;
        before >= 0 && Texts.isSpace(text.charAt(before)) && steps < MAX_GAP;
        steps++) {
      if (text.charAt(before) == '\n') {
        return !spaced; // a list bullet is a minus with a space after it
      }
      before--;
    }
    if (before < 0) {
      return !spaced;
    }
    char c = text.charAt(before);
    if (Character.isLetter(c)) {
      return gap && !spaced;
    }
    if (c == '-') {
      return false;
    }
    return operand(c) ? gap && !spaced && !NumberText.digit(c) : true;
  }

  /**
   * {@code negative 5}; {@code minus 5} where no operand can stand before it: at the beginning, or
   * after a sign or a word such as "is".
   */
  private static boolean saysNegative(NumberText text, int end) {
    int start = end;
    while (start >= 0 && end - start < 10 && Character.isLetter(text.charAt(start))) {
      start--;
    }
    String word = text.subSequence(start + 1, end + 1).toLowerCase(Locale.ROOT);
    if (!word.equals("minus")) {
      return word.equals("negative");
    }
    while (start >= 0 && end - start < 15 && Texts.isSpace(text.charAt(start))) {
      start--;
    }
    if (start < 0 || "=:(,*".indexOf(text.charAt(start)) >= 0) {
      return true;
    }
    int last = start;
    while (start >= 0 && last - start < 8 && Character.isLetter(text.charAt(start))) {
      start--;
    }
    return COPULAS.contains(text.subSequence(start + 1, last + 1).toLowerCase(Locale.ROOT));
  }

  static boolean isCurrency(char c) {
    return switch (c) {
      case '$', '\\', '€', '£', '¥', '₹' -> true;
      default -> false;
    };
  }

  private static boolean isMinus(char c) {
    return switch (c) {
      case '-', '−', '–', '‐', '‑' -> true;
      default -> false;
    };
  }

  private static boolean operand(char c) {
    return NumberText.digit(c)
        || c == ')'
        || c == ']'
        || c == '}'
        || c == '%'
        || NumberText.vulgarIndex(c) >= 0;
  }
}
