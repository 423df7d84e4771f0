package dev.collabgraph.suite.scoring.math;

import java.util.List;

/**
 * Reads one number: digits, in groups of three if what stands between them separates thousands,
 * then a fraction and an exponent. Time linear in what it reads.
 */
final class MathDigits {
  private static final List<String> SEPARATORS =
      List.of("{,}", ",\\!", "\\,", "\\!", "\\;", "\\:", "\\ ", "\\text{,}", ",", " ", "~");

  private static final List<String> ELLIPSES = List.of("...", "\\ldots", "\\dots", "\\cdots");
  private static final int MAX_REPEATED = 100;

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
      repeated();
    } else if (peek(0) == '.' && barred(text, at + 1)) {
      digits.append('.');
      at++;
    }
  }

  /** Whether a bar or a dot over digits follows, as in {@code 0.\bar{3}}. */
  static boolean barred(String text, int at) {
    return text.startsWith("\\overline", at)
        || text.startsWith("\\bar", at)
        || text.startsWith("\\dot{", at);
  }

  /** {@code 0.1666...} becomes {@code 0.1r6} if its end repeats; else the dots are left. */
  private void repeated() {
    int dots = 0;
    for (String ellipsis : ELLIPSES) {
      dots = dots == 0 && text.startsWith(ellipsis, at) ? ellipsis.length() : dots;
    }
    int start = digits.indexOf(".") + 1;
    int length = digits.length() - start;
    int after = at + dots;
    while (after < text.length() && text.charAt(after) == ' ') {
      after++;
    }
    if (dots == 0 || length > MAX_REPEATED || after < text.length() && digit(text.charAt(after))) {
      return;
    }
    for (int period = 1; 2 * period <= length; period++) {
      int end = digits.length();
      int first = end - period;
      while (first > start && digits.charAt(first - 1) == digits.charAt(first - 1 + period)) {
        first--;
      }
      if (end - first >= 2 * period) {
        String cycle = digits.substring(first, first + period);
        digits.setLength(first);
        digits.append('r').append(cycle);
        at += dots;
        return;
      }
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
