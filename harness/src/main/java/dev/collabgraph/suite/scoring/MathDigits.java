package dev.collabgraph.suite.scoring;

import java.util.List;

/**
 * Reads one number: digits, in groups of three if what stands between them separates thousands,
 * then a fraction and an exponent. Time linear in what it reads.
 */
final class MathDigits {
  private static final List<String> SEPARATORS =
      List.of("{,}", ",\\!", "\\,", "\\!", "\\ ", ",", " ", "~");

  private final String text;
  private final StringBuilder digits = new StringBuilder();
  private int at;
  private boolean ambiguous;

  private MathDigits(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * A number that was read.
   *
   * @param digits without separators, such as {@code 1234.5e6}
   * @param end where it ends
   * @param ambiguous whether a comma inside brackets could separate thousands or items
   */
  record Read(String digits, int end, boolean ambiguous) {}

  /**
   * Reads a number.
   *
   * @param at where its first digit, or the point in front of it, stands
   * @param inside whether it stands in brackets
   * @param join whether such a comma separates thousands
   */
  static Read read(String text, int at, boolean inside, boolean join) {
    MathDigits reader = new MathDigits(text, at);
    reader.whole(inside, join);
    reader.fraction();
    reader.exponent();
    return new Read(reader.digits.toString(), reader.at, reader.ambiguous);
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private char peek(int offset) {
    return at + offset < text.length() ? text.charAt(at + offset) : '\0';
  }

  private void whole(boolean inside, boolean join) {
    int group = run();
    while (group > 0 && group <= 3) {
      int separator = separator();
      if (separator == 0 || !three(separator)) {
        return;
      }
      boolean comma = peek(0) == ',' && separator == 1;
      if (comma && (inside || digits.toString().equals("0"))) {
        ambiguous = true;
        if (!join) {
          return;
        }
      }
      at += separator;
      group = run();
    }
  }

  private void fraction() {
    if (peek(0) == '.' && digit(peek(1))) {
      digits.append('.');
      at++;
      run();
    } else if (peek(0) == '.' && text.startsWith("\\overline", at + 1)) {
      digits.append('.');
      at++;
    }
  }

  private void exponent() {
    if ((peek(0) == 'e' || peek(0) == 'E')
        && (digit(peek(1)) || (peek(1) == '-' || peek(1) == '+') && digit(peek(2)))) {
      digits.append('e').append(peek(1));
      at += 2;
      run();
    }
  }

  private int run() {
    int start = at;
    while (digit(peek(0))) {
      digits.append(peek(0));
      at++;
    }
    return at - start;
  }

  private int separator() {
    for (String separator : SEPARATORS) {
      if (text.startsWith(separator, at)) {
        return separator.length();
      }
    }
    return 0;
  }

  /** Whether three digits and no fourth stand there. */
  private boolean three(int from) {
    char after = peek(from + 3);
    return digit(peek(from))
        && digit(peek(from + 1))
        && digit(peek(from + 2))
        && !digit(after)
        && !(peek(0) == ' ' && (after == '/' || after == '.'));
  }
}
