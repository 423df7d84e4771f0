package dev.collabgraph.suite.scoring;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds numbers as people and models write them: sign, currency, thousands separators, decimals,
 * fractions ({@code 3/4}, {@code \frac{3}{4}}, {@code 1 1/2}, {@code ½}), scientific notation,
 * percent, {@code million}. Exact; numbers of more than {@value #MAX_DIGITS} digits are passed
 * over. One pass over the text, each character looked at a bounded number of times.
 */
final class NumberScanner {
  static final int MAX_DIGITS = 400;
  private static final int MAX_EXPONENT = 400;
  private static final String VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";
  private static final int[][] VULGAR_VALUES = {
    {1, 2}, {1, 3}, {2, 3}, {1, 4}, {3, 4}, {1, 5}, {2, 5}, {3, 5}, {4, 5}, {1, 6}, {5, 6}, {1, 8},
    {3, 8}, {5, 8}, {7, 8}
  };
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** A number and where it stands. */
  record Found(int start, int end, Rational value, boolean percent) {}

  private final CharSequence text;
  private int at;

  private NumberScanner(CharSequence text) {
    this.text = text;
  }

  static List<Found> scan(CharSequence text) {
    NumberScanner scanner = new NumberScanner(text);
    List<Found> all = new ArrayList<>();
    while (scanner.at < text.length()) {
      scanner.next().ifPresent(all::add);
    }
    return all;
  }

  private char peek(int offset) {
    int index = at + offset;
    return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean startsHere(String word) {
    if (at + word.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text.charAt(at + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Reads a number that starts here, or moves on by one word or character. */
  private Optional<Found> next() {
    int start = at;
    char c = peek(0);
    boolean fraction = c == '\\' && fractionLength() > 0;
    boolean begins =
        digit(c) || (c == '.' && digit(peek(1))) || VULGAR.indexOf(c) >= 0 && c != 0 || fraction;
    if (!begins) {
      skip(c);
      return Optional.empty();
    }
    boolean insideWord = start > 0 && !fraction && Character.isLetter(text.charAt(start - 1));
    Rational value = fraction ? latexFraction(false) : unsigned();
    if (value == null || insideWord) {
      at = Math.max(at, start + 1);
      return Optional.empty();
    }
    value = scaled(value);
    boolean percent = percent();
    return Optional.of(new Found(start, at, negative(start) ? value.negate() : value, percent));
  }

  private void skip(char c) {
    at++;
    if (Character.isLetter(c)) {
      while (Character.isLetter(peek(0))) {
        at++;
      }
    }
  }

  /** Whether a minus before the number is its sign, rather than a difference or a hyphen. */
  private boolean negative(int start) {
    int i = start - 1;
    while (i >= 0
        && (text.charAt(i) == '$'
            || text.charAt(i) == '\\'
            || "€£¥₹".indexOf(text.charAt(i)) >= 0)) {
      i--;
    }
    boolean spaced = false;
    if (i >= 0 && text.charAt(i) == ' ') {
      spaced = true;
      i--;
    }
    if (i < 0 || "-−–‐‑".indexOf(text.charAt(i)) < 0) {
      return false;
    }
    int before = i - 1;
    boolean gap = before >= 0 && Texts.isSpace(text.charAt(before));
    for (int steps = 0; before >= 0 && Texts.isSpace(text.charAt(before)) && steps < 8; steps++) {
      if (text.charAt(before) == '\n') {
        return !spaced; // a list bullet is a minus with a space after it
      }
      before--;
    }
    if (before < 0) {
      return !spaced;
    }
    char c = text.charAt(before);
    boolean operand =
        digit(c) || c == ')' || c == ']' || c == '}' || c == '%' || VULGAR.indexOf(c) >= 0;
    if (Character.isLetter(c)) {
      return gap && !spaced;
    }
    if (c == '-') {
      return false;
    }
    return operand ? gap && !spaced && !digitBefore(before) : true;
  }

  private boolean digitBefore(int index) {
    return digit(text.charAt(index));
  }

  private Rational unsigned() {
    int vulgar = VULGAR.indexOf(peek(0));
    if (vulgar >= 0 && peek(0) != 0) {
      at++;
      return vulgar(vulgar);
    }
    StringBuilder digits = new StringBuilder();
    boolean whole = integerPart(digits);
    int scale = 0;
    if (peek(0) == '.' && digit(peek(1))) {
      at++;
      whole = false;
      while (digit(peek(0))) {
        digits.append(peek(0));
        scale++;
        at++;
      }
    }
    if (digits.length() > MAX_DIGITS) {
      return null;
    }
    Rational value = Rational.of(new BigInteger(digits.toString()), BigInteger.TEN.pow(scale));
    Integer exponent = exponent();
    if (exponent != null) {
      if (Math.abs(exponent) > MAX_EXPONENT) {
        return null;
      }
      Rational power = Rational.of(BigInteger.TEN.pow(Math.abs(exponent)));
      return exponent >= 0 ? value.times(power) : value.over(power);
    }
    return whole ? mixed(value) : slash(value);
  }

  private static Rational vulgar(int index) {
    return Rational.of(
        BigInteger.valueOf(VULGAR_VALUES[index][0]), BigInteger.valueOf(VULGAR_VALUES[index][1]));
  }

  /** Digits with separators; false if the number begins with its decimal point. */
  private boolean integerPart(StringBuilder digits) {
    if (!digit(peek(0))) {
      digits.append('0');
      return false;
    }
    int group = digits(digits);
    while (group <= 3) {
      int separator = separatorLength();
      if (separator == 0 || !lastGroupIsThree(separator)) {
        break;
      }
      at += separator;
      group = digits(digits);
    }
    return true;
  }

  private int digits(StringBuilder digits) {
    int start = at;
    while (digit(peek(0))) {
      digits.append(peek(0));
      at++;
    }
    return at - start;
  }

  private int separatorLength() {
    char c = peek(0);
    if (c == ',') {
      return startsHere(",\\!") ? 3 : 1;
    }
    if (c == '\u00A0' || c == '\u202F' || c == '\u2009') {
      return 1;
    }
    if (startsHere("{,}")) {
      return 3;
    }
    return startsHere("\\,") || startsHere("\\!") ? 2 : 0;
  }

  private int groupLength(int from) {
    int length = 0;
    while (length <= 3 && digit(peek(from + length))) {
      length++;
    }
    return length;
  }

  /** From a separator on, groups of two or three digits end with one of three. */
  private boolean lastGroupIsThree(int separator) {
    int save = at;
    int group = 0;
    while (separator > 0) {
      int length = groupLength(separator);
      if (length < 2 || length > 3) {
        break;
      }
      group = length;
      at += separator + length;
      separator = separatorLength();
      if (at - save > 2 * MAX_DIGITS) {
        break;
      }
    }
    at = save;
    return group == 3;
  }

  private Integer exponent() {
    int save = at;
    if (peek(0) == 'e' || peek(0) == 'E') {
      at++;
      Integer exponent = signedInteger();
      if (exponent != null && !Character.isLetter(peek(0))) {
        return exponent;
      }
      at = save;
      return null;
    }
    spaces();
    boolean times = false;
    for (String sign : List.of("×", "\\times", "\\cdot", "·", "*", "x")) {
      if (startsHere(sign)) {
        at += sign.length();
        times = true;
        break;
      }
    }
    if (times) {
      spaces();
      if (startsHere("10")) {
        at += 2;
        Integer exponent = powerOfTen();
        if (exponent != null) {
          return exponent;
        }
      }
    }
    at = save;
    return null;
  }

  private Integer powerOfTen() {
    if (startsHere("**")) {
      at += 2;
    } else if (peek(0) == '^') {
      at++;
    } else {
      return superscript();
    }
    boolean brace = peek(0) == '{' || peek(0) == '(';
    if (brace) {
      at++;
    }
    Integer exponent = signedInteger();
    if (exponent != null && brace) {
      if (peek(0) != '}' && peek(0) != ')') {
        return null;
      }
      at++;
    }
    return exponent;
  }

  private Integer superscript() {
    boolean minus = peek(0) == '⁻';
    if (minus) {
      at++;
    }
    int value = 0;
    int count = 0;
    for (; count < 6 && peek(0) != 0 && SUPERSCRIPTS.indexOf(peek(0)) >= 0; count++, at++) {
      value = value * 10 + SUPERSCRIPTS.indexOf(peek(0));
    }
    return count == 0 ? null : (Integer) (minus ? -value : value);
  }

  private Integer signedInteger() {
    boolean minus = peek(0) == '-' || peek(0) == '−';
    if (minus || peek(0) == '+') {
      at++;
    }
    int value = 0;
    int count = 0;
    for (; digit(peek(0)); count++, at++) {
      value = Math.min(100_000, value * 10 + peek(0) - '0');
    }
    return count == 0 ? null : (Integer) (minus ? -value : value);
  }

  private void spaces() {
    for (int i = 0; i < 3 && peek(0) == ' '; i++) {
      at++;
    }
  }

  /** A whole number may go on as a mixed number or a fraction. */
  private Rational mixed(Rational whole) {
    int save = at;
    if (peek(0) == ' ' && (digit(peek(1)) || VULGAR.indexOf(peek(1)) >= 0 || peek(1) == '\\')) {
      at++;
    }
    Rational part = null;
    int vulgar = peek(0) == 0 ? -1 : VULGAR.indexOf(peek(0));
    if (vulgar >= 0) {
      at++;
      part = vulgar(vulgar);
    } else if (fractionLength() > 0) {
      part = latexFraction(true);
    } else if (at > save) {
      part = plainFraction();
    }
    if (part != null && part.compareTo(Rational.ONE) < 0) {
      return whole.plus(part);
    }
    at = save;
    return slash(whole);
  }

  /** {@code 1/2} after the space of a mixed number. */
  private Rational plainFraction() {
    BigInteger numerator = shortInteger();
    if (numerator == null || peek(0) != '/') {
      return null;
    }
    at++;
    BigInteger denominator = shortInteger();
    if (denominator == null
        || denominator.signum() == 0
        || peek(0) == '/'
        || Character.isLetterOrDigit(peek(0))) {
      return null;
    }
    return Rational.of(numerator, denominator);
  }

  private BigInteger shortInteger() {
    int start = at;
    while (digit(peek(0))) {
      at++;
    }
    return at == start || at - start > MAX_DIGITS
        ? null
        : new BigInteger(text.subSequence(start, at).toString());
  }

  private Rational slash(Rational numerator) {
    int save = at;
    spaces();
    if (peek(0) == '/' || peek(0) == '⁄') {
      at++;
      spaces();
      if (digit(peek(0))) {
        BigInteger denominator = shortInteger();
        boolean more = peek(0) == '/' || peek(0) == '.' && digit(peek(1));
        if (denominator != null && denominator.signum() != 0 && !more) {
          return numerator.over(Rational.of(denominator));
        }
      }
    }
    at = save;
    return numerator;
  }

  private int fractionLength() {
    for (String command : List.of("\\frac", "\\dfrac", "\\tfrac")) {
      if (startsHere(command)) {
        return command.length();
      }
    }
    return 0;
  }

  private Rational latexFraction(boolean proper) {
    int save = at;
    at += fractionLength();
    BigInteger numerator = argument();
    BigInteger denominator = numerator == null ? null : argument();
    if (denominator == null || denominator.signum() == 0 || proper && numerator.signum() < 0) {
      at = save;
      return null;
    }
    return Rational.of(numerator, denominator);
  }

  private BigInteger argument() {
    spaces();
    if (digit(peek(0))) {
      return BigInteger.valueOf(text.charAt(at++) - '0');
    }
    if (peek(0) != '{') {
      return null;
    }
    at++;
    spaces();
    boolean minus = peek(0) == '-';
    if (minus) {
      at++;
    }
    BigInteger value = shortInteger();
    spaces();
    if (value == null || peek(0) != '}') {
      return null;
    }
    at++;
    return minus ? value.negate() : value;
  }

  private Rational scaled(Rational value) {
    int save = at;
    spaces();
    for (String[] word :
        new String[][] {
          {"thousand", "3"}, {"million", "6"}, {"billion", "9"}, {"trillion", "12"}
        }) {
      if (at + word[0].length() <= text.length()
          && text.subSequence(at, at + word[0].length())
              .toString()
              .toLowerCase(Locale.ROOT)
              .equals(word[0])
          && !Character.isLetter(peek(word[0].length()))) {
        at += word[0].length();
        return value.times(Rational.of(BigInteger.TEN.pow(Integer.parseInt(word[1]))));
      }
    }
    at = save;
    return value;
  }

  private boolean percent() {
    int save = at;
    spaces();
    if (peek(0) == '\\' && peek(1) == '%') {
      at += 2;
      return true;
    }
    if (peek(0) == '%') {
      at++;
      return true;
    }
    at = save;
    return false;
  }
}
