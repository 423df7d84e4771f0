package dev.collabgraph.suite.scoring.text;

/** Finds what LaTeX boxes hold. Linear in the text. Public for the sibling packages only. */
public final class Boxes {
  private Boxes() {}

  /**
   * What the last box of a text holds: {@code \boxed{...}} or {@code \fbox{...}} by matching
   * braces, {@code \boxed 9} up to the next space or dollar sign; null if there is none or it never
   * closes.
   */
  static String last(String text) {
    int at = lastStart(text, text.length());
    return at < 0 ? null : content(text, at, text.length());
  }

  /** Where the last box that is named before {@code limit} begins; -1 if there is none. */
  public static int lastStart(String text, int limit) {
    int at = text.lastIndexOf("box", limit - 3);
    while (at > 0) {
      if (text.startsWith("\\f", at - 2)) {
        return at - 2;
      }
      if (text.charAt(at - 1) == '\\' && at + 5 <= limit && text.startsWith("ed", at + 3)) {
        return at - 1;
      }
      at = text.lastIndexOf("box", at - 1);
    }
    return -1;
  }

  /** As {@link #last}, for the box that begins at {@code at} in a text that ends at a limit. */
  public static String content(String text, int at, int limit) {
    int start = at + (text.startsWith("\\boxed", at) ? 6 : 5);
    while (start < limit && (text.charAt(start) == ' ' || text.charAt(start) == '\n')) {
      start++;
    }
    if (start < limit && text.charAt(start) == '{') {
      int end = closing(text, start, limit);
      return end < 0 ? null : text.substring(start + 1, end);
    }
    int end = start;
    while (end < limit && "$ \n\t".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end == start ? null : text.substring(start, end);
  }

  /**
   * Index of the brace that closes the one at {@code open}; escaped braces do not count; -1 if
   * none.
   */
  public static int closing(String text, int open) {
    return closing(text, open, text.length());
  }

  private static int closing(String text, int open, int limit) {
    int depth = 0;
    for (int i = open; i < limit; i++) {
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
