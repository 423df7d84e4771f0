package dev.collabgraph.suite.scoring;

/** Tells the sign of a number from a difference, a hyphen and a list bullet. */
final class NumberSign {
  private static final int MAX_GAP = 8;

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
      return false;
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

  private static boolean isCurrency(char c) {
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
