package dev.collabgraph.suite.scoring.number;

import java.math.BigInteger;

/** Fractions: {@code 3/4}, {@code \frac{3}{4}}, {@code 1 1/2}, {@code 1½}. */
final class NumberFraction {
  private NumberFraction() {}

  /** A whole number may go on as a mixed number or a fraction. */
  static Rational mixed(NumberText text, Rational whole) {
    int save = text.at();
    char next = text.peek(1);
    if (text.here() == ' '
        && (NumberText.digit(next) || NumberText.vulgarIndex(next) >= 0 || next == '\\')) {
      text.advance(1);
    }
    Rational part = null;
    int vulgar = NumberText.vulgarIndex(text.here());
    if (vulgar >= 0) {
      text.advance(1);
      part = NumberText.vulgar(vulgar);
    } else if (commandLength(text) > 0) {
      part = latex(text, true);
    } else if (text.at() > save) {
      part = plain(text);
    }
    if (part != null && part.compareTo(Rational.ONE) < 0) {
      return whole.plus(part);
    }
    text.at(save);
    return slash(text, whole);
  }

  /** {@code 1/2} after the space of a mixed number. */
  private static Rational plain(NumberText text) {
    BigInteger numerator = text.integer();
    if (numerator == null || text.here() != '/') {
      return null;
    }
    text.advance(1);
    BigInteger denominator = text.integer();
    if (denominator == null
        || denominator.signum() == 0
        || text.here() == '/'
        || Character.isLetterOrDigit(text.here())) {
      return null;
    }
    return Rational.of(numerator, denominator);
  }

  /** A number that a slash and a whole number may follow. */
  static Rational slash(NumberText text, Rational numerator) {
    int save = text.at();
    text.spaces();
    if (text.here() == '/' || text.here() == '⁄') {
      text.advance(1);
      text.spaces();
      if (NumberText.digit(text.here())) {
        BigInteger denominator = text.integer();
        boolean more = text.here() == '/' || text.here() == '.' && NumberText.digit(text.peek(1));
        if (denominator != null && denominator.signum() != 0 && !more) {
          return numerator.over(Rational.of(denominator));
        }
      }
    }
    text.at(save);
    return numerator;
  }

  /** Length of the LaTeX command for a fraction that stands here; 0 if none does. */
  static int commandLength(NumberText text) {
    if (text.here() != '\\') {
      return 0;
    }
    if (text.startsHere("\\frac")) {
      return 5;
    }
    return text.startsHere("\\dfrac") || text.startsHere("\\tfrac") ? 6 : 0;
  }

  /**
   * Reads {@code \frac{3}{4}} or {@code \frac34}.
   *
   * @param proper whether a negative numerator is refused
   */
  static Rational latex(NumberText text, boolean proper) {
    int save = text.at();
    text.advance(commandLength(text));
    BigInteger numerator = argument(text);
    BigInteger denominator = numerator == null ? null : argument(text);
    if (denominator == null || denominator.signum() == 0 || proper && numerator.signum() < 0) {
      text.at(save);
      return null;
    }
    return Rational.of(numerator, denominator);
  }

  private static BigInteger argument(NumberText text) {
    text.spaces();
    char c = text.here();
    if (NumberText.digit(c)) {
      text.advance(1);
      return BigInteger.valueOf(c - '0');
    }
    if (c != '{') {
      return null;
    }
    text.advance(1);
    text.spaces();
    boolean minus = text.here() == '-';
    if (minus) {
      text.advance(1);
    }
    BigInteger value = text.integer();
    text.spaces();
    if (value == null || text.here() != '}') {
      return null;
    }
    text.advance(1);
    return minus ? value.negate() : value;
  }
}
