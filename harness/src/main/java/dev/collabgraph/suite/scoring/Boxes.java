package dev.collabgraph.suite.scoring;

/** Finds what LaTeX boxes hold. Linear in the text. */
final class Boxes {
  private Boxes() {}

  /**
   * What the last box of a text holds: {@code \boxed{...}} or {@code \fbox{...}} by matching
   * braces, {@code \boxed 9} up to the next space or dollar sign; null if there is none or it never
   * closes.
   */
  static String last(String text) {
    int at = Math.max(text.lastIndexOf("\\boxed"), text.lastIndexOf("\\fbox"));
    if (at < 0) {
      return null;
    }
    int start = at + (text.startsWith("\\boxed", at) ? 6 : 5);
    while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\n')) {
      start++;
    }
    if (start < text.length() && text.charAt(start) == '{') {
      int end = closing(text, start);
      return end < 0 ? null : text.substring(start + 1, end);
    }
    int end = start;
    while (end < text.length() && "$ \n\t".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end == start ? null : text.substring(start, end);
  }

  /**
   * Index of the brace that closes the one at {@code open}; escaped braces do not count; -1 if
   * none.
   */
  static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
