package dev.collabgraph.suite.scoring.number;

/**
 * Powers of ten after a number: {@code e3}, {@code × 10^3}, {@code \times 10^{-2}}, {@code 10³}.
 */
final class NumberExponent {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final int CLAMP = 100_000;

  private NumberExponent() {}

  /** Reads an exponent and passes over it; null, and nothing passed, if there is none. */
  static Integer read(NumberText text) {
    int save = text.at();
    char c = text.here();
    if (c == 'e' || c == 'E') {
      text.advance(1);
      Integer exponent = signedInteger(text);
      if (exponent != null && !Character.isLetter(text.here())) {
        return exponent;
      }
      text.at(save);
      return null;
    }
    text.spaces();
    int times = timesLength(text);
    if (times > 0) {
      text.advance(times);
      text.spaces();
      if (text.startsHere("10")) {
        text.advance(2);
        Integer exponent = powerOfTen(text);
        if (exponent != null) {
          return exponent;
        }
      }
    }
    text.at(save);
    return null;
  }

  /** {@code 10^3}, {@code 2**5}, {@code 10³}; null, and nothing passed, if no power follows. */
  static Rational power(NumberText text, Rational base) {
    int save = text.at();
    Integer exponent = powerOfTen(text);
    if (exponent == null
        || Math.abs(exponent) > NumberText.MAX_DIGITS
        || base.bits() * Math.abs((long) exponent) > 4L * NumberText.MAX_DIGITS
        || base.signum() == 0 && exponent <= 0
        || Character.isLetter(text.here())) {
      text.at(save);
      return null;
    }
    Rational power = Rational.of(base.numerator().pow(Math.abs(exponent)));
    return exponent >= 0 ? power : Rational.ONE.over(power);
  }

  private static int timesLength(NumberText text) {
    return switch (text.here()) {
      case '×', '·', '*', 'x' -> 1;
      case '\\' -> text.startsHere("\\times") ? 6 : text.startsHere("\\cdot") ? 5 : 0;
      default -> 0;
    };
  }

  private static Integer powerOfTen(NumberText text) {
    if (text.startsHere("**")) {
      text.advance(2);
    } else if (text.here() == '^') {
      text.advance(1);
    } else {
      return superscript(text);
    }
    boolean brace = text.here() == '{' || text.here() == '(';
    if (brace) {
      text.advance(1);
    }
    Integer exponent = signedInteger(text);
    if (exponent != null && brace) {
      if (text.here() != '}' && text.here() != ')') {
        return null;
      }
      text.advance(1);
    }
    return exponent;
  }

  private static Integer superscript(NumberText text) {
    boolean minus = text.here() == '⁻';
    if (minus) {
      text.advance(1);
    }
    int value = 0;
    int count = 0;
    int digit = SUPERSCRIPTS.indexOf(text.here());
    while (count < 6 && digit >= 0) {
      value = value * 10 + digit;
      count++;
      text.advance(1);
      digit = SUPERSCRIPTS.indexOf(text.here());
    }
    return count == 0 ? null : (Integer) (minus ? -value : value);
  }

  private static Integer signedInteger(NumberText text) {
    boolean minus = text.here() == '-' || text.here() == '−';
    if (minus || text.here() == '+') {
      text.advance(1);
    }
    int value = 0;
    int count = 0;
    for (char c = text.here(); NumberText.digit(c); c = text.here()) {
      value = Math.min(CLAMP, value * 10 + c - '0');
      count++;
      text.advance(1);
    }
    return count == 0 ? null : (Integer) (minus ? -value : value);
  }
}
