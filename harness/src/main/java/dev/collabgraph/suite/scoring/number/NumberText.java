package dev.collabgraph.suite.scoring.number;

import dev.collabgraph.suite.scoring.text.Texts;
import java.math.BigInteger;

/** A place in a text that numbers are read from, and the small steps the readers share. */
final class NumberText {
  /** Numbers of more digits are passed over. */
  static final int MAX_DIGITS = 400;

  private static final int LONG_DIGITS = 18;
  private static final char FIRST_VULGAR = '¼';
  private static final String VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";
  private static final int[][] VULGAR_VALUES = {
    {1, 2}, {1, 3}, {2, 3}, {1, 4}, {3, 4}, {1, 5}, {2, 5}, {3, 5}, {4, 5}, {1, 6}, {5, 6}, {1, 8},
    {3, 8}, {5, 8}, {7, 8}
  };

  private final CharSequence text;
  private final int length;
  private int at;

  NumberText(CharSequence text) {
    this.text = text;
    this.length = text.length();
  }

  int at() {
    return at;
  }

  /** Goes to a place, usually back after a reading that came to nothing. */
  void at(int place) {
    at = place;
  }

  void advance(int characters) {
    at += characters;
  }

  boolean ended() {
    return at >= length;
  }

  char here() {
    return at < length ? text.charAt(at) : '\0';
  }

  /** The character {@code offset} places on; NUL outside of the text. */
  char peek(int offset) {
    int index = at + offset;
    return index >= 0 && index < length ? text.charAt(index) : '\0';
  }

  char charAt(int index) {
    return text.charAt(index);
  }

  String subSequence(int start, int end) {
    return text.subSequence(start, end).toString();
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a digit behind this character belongs to a word; scripts without spaces part them. */
  static boolean joins(char c) {
    return Character.isLetter(c) && !Texts.isIdeographic(c);
  }

  boolean startsHere(String word) {
    if (at + word.length() > length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text.charAt(at + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #startsHere}, for a word in small ASCII letters, without regard to case. */
  boolean wordHere(String word) {
    if (at + word.length() > length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = text.charAt(at + i);
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word.charAt(i)) {
        return false;
      }
    }
    return !Character.isLetter(peek(word.length()));
  }

  /** Passes over at most three spaces. */
  void spaces() {
    for (int i = 0; i < 3 && here() == ' '; i++) {
      at++;
    }
  }

  void letters() {
    while (Character.isLetter(here())) {
      at++;
    }
  }

  /** Passes over digits, which it adds to {@code digits}; returns how many. */
  int digits(StringBuilder digits) {
    int start = at;
    for (char c = here(); digit(c); c = here()) {
      digits.append(c);
      at++;
    }
    return at - start;
  }

  /** Digits only; null if there is none or too many, which are passed over all the same. */
  BigInteger integer() {
    int start = at;
    while (digit(here())) {
      at++;
    }
    return at == start || at - start > MAX_DIGITS ? null : parse(text, start, at);
  }

  /**
   * Whether a text is a whole number in its one plain spelling: digits without a needless zero in
   * front, maybe a minus.
   */
  static boolean plainWhole(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - start;
    if (digits < 1 || digits > MAX_DIGITS || text.charAt(start) == '0' && text.length() > 1) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (!digit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The value of a run of digits. */
  static BigInteger parse(CharSequence digits, int start, int end) {
    if (end - start > LONG_DIGITS) {
      return new BigInteger(digits.subSequence(start, end).toString());
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      value = 10 * value + digits.charAt(i) - '0';
    }
    return BigInteger.valueOf(value);
  }

  /**
   * A text that is one number whose thousands are set apart by spaces, without those; any other
   * text as it is. In prose such spaces may as well part two numbers.
   */
  static String joined(String text) {
    String number = text.strip();
    int start = 0;
    while (start < number.length() && !digit(number.charAt(start)) && start < 3) {
      start++;
    }
    int at = start;
    while (at < number.length() && digit(number.charAt(at))) {
      at++;
    }
    if (at == start || at - start > 3 || number.length() > 2 * MAX_DIGITS) {
      return text;
    }
    StringBuilder joined = new StringBuilder(number.substring(0, at));
    int groups = 0;
    while (at + 3 < number.length() && number.charAt(at) == ' ' && threeDigits(number, at + 1)) {
      joined.append(number, at + 1, at + 4);
      at += 4;
      groups++;
    }
    for (int i = at; i < number.length(); i++) {
      boolean fraction = digit(number.charAt(i)) || i == at && number.charAt(i) == '.';
      if (!fraction) {
        return text;
      }
    }
    return groups == 0 ? text : joined.append(number, at, number.length()).toString();
  }

  private static boolean threeDigits(String text, int from) {
    return digit(text.charAt(from))
        && digit(text.charAt(from + 1))
        && digit(text.charAt(from + 2))
        && (from + 3 == text.length() || !digit(text.charAt(from + 3)));
  }

  /** Which vulgar fraction a character is; negative if none. */
  static int vulgarIndex(char c) {
    return c < FIRST_VULGAR ? -1 : VULGAR.indexOf(c);
  }

  static Rational vulgar(int index) {
    return Rational.of(
        BigInteger.valueOf(VULGAR_VALUES[index][0]), BigInteger.valueOf(VULGAR_VALUES[index][1]));
  }
}
