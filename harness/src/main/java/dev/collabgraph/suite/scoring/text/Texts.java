package dev.collabgraph.suite.scoring.text;

/**
 * Small text operations that several scorers share. All are linear. Public for the sibling packages
 * only.
 */
public final class Texts {
  private static final String PUNCTUATION = ".,;:!?\"'`()[]{}*_“”‘’";

  private Texts() {}

  /** Stripped, each run of white space (no-break spaces too) as one space. */
  public static String collapse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean pending = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        pending = out.length() > 0;
      } else {
        if (pending) {
          out.append(' ');
          pending = false;
        }
        out.append(c);
      }
    }
    return out.toString();
  }

  public static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
  }

  /** Whether a letter belongs to a script that writes words without spaces between them. */
  public static boolean isIdeographic(char c) {
    return c >= '\u2E80' && Character.isLetter(c) && c < '\uF900';
  }

  /** Full-width letters, digits and signs as the ordinary ones; as many characters as before. */
  public static String halfWidth(String text) {
    char[] out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char half = c < '\u3000' ? c : halfWidth(c);
      if (half != c) {
        out = out == null ? text.toCharArray() : out;
        out[i] = half;
      }
    }
    return out == null ? text : new String(out);
  }

  private static char halfWidth(char c) {
    return switch (c) {
      case '\u3000' -> ' ';
      case '。' -> '.';
      case '、' -> ',';
      default -> c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c;
    };
  }

  /** What follows a model's thinking, if it says where that ends. */
  public static String afterThinking(String text) {
    int end = text.lastIndexOf("</think>");
    return end < 0 ? text : text.substring(end + "</think>".length());
  }

  /** Without the Markdown emphasis or code marks and quotes that enclose the whole text. */
  public static String unwrapped(String text) {
    int start = 0;
    int end = text.length();
    while (end - start >= 2) {
      char first = text.charAt(start);
      char last = text.charAt(end - 1);
      boolean pair = first == last && "*_`\"'$".indexOf(first) >= 0;
      if (!pair && !(first == '“' && last == '”')) {
        break;
      }
      start++;
      end--;
    }
    return stripRight(text.substring(start, end).strip());
  }

  /** Emphasis opened before the marker closes after the answer. */
  private static String stripRight(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '*' && text.indexOf('*') >= end - 3) {
      end--;
    }
    return text.substring(0, end).strip();
  }

  /** Where a part of a text ends without the white space at its end. */
  public static int strippedEnd(String text, int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  /** Where a part of a text begins without the white space at its beginning. */
  public static int strippedStart(String text, int start, int end) {
    int first = start;
    while (first < end && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    return first;
  }

  /** On one line and short enough for a message. */
  public static String clipped(String text) {
    String line = collapse(text);
    return line.length() <= 80 ? line : line.substring(0, 77) + "...";
  }

  static String trimPunctuation(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && trimmed(text.charAt(start))) {
      start++;
    }
    while (end > start && trimmed(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean trimmed(char c) {
    return PUNCTUATION.indexOf(c) >= 0 || isSpace(c);
  }
}
