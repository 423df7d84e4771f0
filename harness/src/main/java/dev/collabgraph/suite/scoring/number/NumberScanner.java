package dev.collabgraph.suite.scoring.number;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds numbers as people and models write them: sign, currency, thousands separators, decimals,
 * fractions ({@code 3/4}, {@code \frac{3}{4}}, {@code 1 1/2}, {@code ½}), scientific notation,
 * percent, {@code million}. Exact; numbers of more than {@value NumberText#MAX_DIGITS} digits are
 * passed over. One pass over the text, each character looked at a bounded number of times. Public
 * for the sibling packages only.
 */
public final class NumberScanner {
  private static final int MAX_EXPONENT = 400;
  private static final List<String> PERCENT = List.of("percent", "per cent", "pct");

  /** A number and where it stands. */
  public record Found(int start, int end, Rational value, boolean percent) {}

  private final NumberText text;
  private final StringBuilder digits = new StringBuilder();
  private int groupsStart;
  private int groupsEnd;
  private boolean groupsFit;

  private NumberScanner(CharSequence text) {
    this.text = new NumberText(text);
  }

  public static List<Found> scan(CharSequence text) {
    NumberScanner scanner = new NumberScanner(text);
    List<Found> all = new ArrayList<>();
    while (!scanner.text.ended()) {
      Found found = scanner.next();
      if (found != null) {
        all.add(found);
      }
    }
    return all;
  }

  /** Reads a number that starts here; null, and on by a word or character, if none does. */
  private Found next() {
    int start = text.at();
    char c = text.here();
    boolean fraction = NumberFraction.commandLength(text) > 0;
    boolean begins =
        NumberText.digit(c)
            || c == '.' && NumberText.digit(text.peek(1))
            || NumberText.vulgarIndex(c) >= 0
            || fraction;
    if (!begins) {
      text.advance(1);
      if (Character.isLetter(c)) {
        text.letters();
      }
      return null;
    }
    boolean insideWord = start > 0 && !fraction && NumberText.joins(text.charAt(start - 1));
    Rational value = fraction ? NumberFraction.latex(text, false) : unsigned();
    if (value == null || insideWord) {
      text.at(Math.max(text.at(), start + 1));
      return null;
    }
    value = scaled(value, start);
    boolean percent = percent();
    Rational signed = NumberSign.negative(text, start) ? value.negate() : value;
    return new Found(start, text.at(), signed, percent);
  }

  private Rational unsigned() {
    int vulgar = NumberText.vulgarIndex(text.here());
    if (vulgar >= 0) {
      text.advance(1);
      return NumberText.vulgar(vulgar);
    }
    digits.setLength(0);
    boolean whole = integerPart();
    int scale = 0;
    if (text.here() == '.' && NumberText.digit(text.peek(1))) {
      text.advance(1);
      whole = false;
      scale = text.digits(digits);
    }
    if (digits.length() > NumberText.MAX_DIGITS) {
      return null;
    }
    BigInteger unscaled = NumberText.parse(digits, 0, digits.length());
    Rational value =
        scale == 0 ? Rational.of(unscaled) : Rational.of(unscaled, BigInteger.TEN.pow(scale));
    Rational power = whole ? NumberExponent.power(text, value) : null;
    if (power != null) {
      return power;
    }
    Integer exponent = NumberExponent.read(text);
    if (exponent != null) {
      if (Math.abs(exponent) > MAX_EXPONENT) {
        return null;
      }
      Rational ten = Rational.of(BigInteger.TEN.pow(Math.abs(exponent)));
      return exponent >= 0 ? value.times(ten) : value.over(ten);
    }
    return whole ? NumberFraction.mixed(text, value) : NumberFraction.slash(text, value);
  }

  /** Digits with separators; false if the number begins with its decimal point. */
  private boolean integerPart() {
    if (!NumberText.digit(text.here())) {
      digits.append('0');
      return false;
    }
    int group = text.digits(digits);
    while (group <= 3) {
      int separator = separatorLength();
      if (separator == 0 || !lastGroupIsThree(separator)) {
        break;
      }
      text.advance(separator);
      group = text.digits(digits);
    }
    return true;
  }

  private int separatorLength() {
    return switch (text.here()) {
      case ',' -> text.startsHere(",\\!") ? 3 : 1;
      case '\u00A0', '\u202F', '\u2009', '_' -> 1;
      case '\'', '’' -> groupLength(1) == 3 ? 1 : 0;
      case '{' -> text.startsHere("{,}") ? 3 : 0;
      case '\\' -> text.peek(1) == ',' || text.peek(1) == '!' ? 2 : 0;
      default -> 0;
    };
  }

  private int groupLength(int from) {
    int length = 0;
    while (length <= 3 && NumberText.digit(text.peek(from + length))) {
      length++;
    }
    return length;
  }

  /** From a separator on, groups of two or three digits end with one of three. */
  private boolean lastGroupIsThree(int first) {
    if (groupsStart <= text.at() && text.at() < groupsEnd) {
      return groupsFit; // a separator among groups that were looked at from an earlier one
    }
    int save = text.at();
    int group = 0;
    int separator = first;
    while (separator > 0) {
      int length = groupLength(separator);
      if (length < 2 || length > 3) {
        break;
      }
      group = length;
      text.advance(separator + length);
      separator = separatorLength();
      if (text.at() - save > 2 * NumberText.MAX_DIGITS) {
        break;
      }
    }
    groupsStart = save;
    groupsEnd = text.at();
    groupsFit = group == 3;
    text.at(save);
    return groupsFit;
  }

  private Rational scaled(Rational value, int start) {
    int save = text.at();
    int suffix = suffixZeros(start);
    if (suffix > 0) {
      text.advance(1);
      return value.times(Rational.of(BigInteger.TEN.pow(suffix)));
    }
    text.spaces();
    String word =
        switch (text.here()) {
          case 't', 'T' -> text.wordHere("thousand") ? "thousand" : "trillion";
          case 'm', 'M' -> "million";
          case 'b', 'B' ->
              text.wordHere("bn") && !NumberText.digit(text.peek(2)) ? "bn" : "billion";
          default -> null;
        };
    if (word == null || !text.wordHere(word)) {
      text.at(save);
      return value;
    }
    text.advance(word.length());
    int zeros =
        switch (word) {
          case "thousand" -> 3;
          case "million" -> 6;
          case "billion", "bn" -> 9;
          default -> 12;
        };
    return value.times(Rational.of(BigInteger.TEN.pow(zeros)));
  }

  /** Zeros of {@code 5k}, {@code $2M}; a capital needs a currency, since 300K is a temperature. */
  private int suffixZeros(int start) {
    if (Character.isLetterOrDigit(text.peek(1)) || text.peek(1) == '/' || text.peek(1) == '^') {
      return 0;
    }
    boolean money = start > 0 && NumberSign.isCurrency(text.charAt(start - 1));
    return switch (text.here()) {
      case 'k' -> 3;
      case 'K' -> money ? 3 : 0;
      case 'M' -> money ? 6 : 0;
      case 'B' -> money ? 9 : 0;
      default -> 0;
    };
  }

  private boolean percent() {
    int save = text.at();
    text.spaces();
    if (text.here() == '\\' && text.peek(1) == '%') {
      text.advance(2);
      return true;
    }
    if (text.here() == '%') {
      text.advance(1);
      return true;
    }
    for (String word : PERCENT) {
      if (text.wordHere(word)) {
        text.advance(word.length());
        return true;
      }
    }
    text.at(save);
    return false;
  }
}
