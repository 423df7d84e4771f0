package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.number.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Words in mathematical answers. */
final class MathWords {
  private static final Set<String> FILLER =
      Set.of(
          "about",
          "approximately",
          "exactly",
          "the answer is",
          "is",
          "only",
          "answer",
          "answer:",
          "choice",
          "option",
          "the",
          "so",
          "thus",
          "hence",
          "therefore",
          "approx",
          "approx.");

  /** Words that multiply the number before them. */
  private static final Map<String, Rational> SCALES =
      Map.ofEntries(
          Map.entry("dozen", Rational.of(12)),
          Map.entry("hundred", Rational.of(100)),
          Map.entry("thousand", Rational.of(1000)),
          Map.entry("million", Rational.of(1_000_000)),
          Map.entry("billion", Rational.of(1_000_000_000)),
          Map.entry("trillion", Rational.of(1_000_000_000_000L)),
          Map.entry("tenths", tenth(1)),
          Map.entry("hundredths", tenth(2)),
          Map.entry("thousandths", tenth(3)),
          Map.entry("millionths", tenth(6)));

  private MathWords() {}

  private static Rational tenth(int power) {
    return Rational.ONE.over(Rational.of(BigInteger.TEN.pow(power)));
  }

  /** What a word such as "million", "tenths" or "squared" makes of a number; null if nothing. */
  static MathNode scaled(MathNode number, String word) {
    String key = word.toLowerCase(Locale.ROOT);
    if (key.equals("squared") || key.equals("cubed")) {
      return new MathNode.Pow(number, new MathNode.Num(Rational.of(key.equals("squared") ? 2 : 3)));
    }
    boolean plural = key.endsWith("s") && !key.endsWith("ths"); // "6 millions"
    Rational scale = SCALES.get(plural ? key.substring(0, key.length() - 1) : key);
    return scale == null ? null : new MathNode.Mul(number, new MathNode.Num(scale));
  }

  static boolean filler(String words) {
    return FILLER.contains(words.strip().toLowerCase(Locale.ROOT));
  }

  /** The keys of single words with commas or "and" between them; empty if there is more to them. */
  static List<String> listed(String words) {
    List<String> names = new ArrayList<>();
    boolean parted = true;
    int separators = 0;
    for (String word : words.replace(",", " , ").strip().split("\\s+")) {
      if (word.equals(",") || word.equals("and")) {
        separators += parted ? 0 : 1;
        parted = true;
      } else {
        if (!parted || !word.chars().allMatch(Character::isLetter)) {
          return List.of();
        }
        names.add(key(word));
        parted = false;
      }
    }
    return separators == 0 || separators != names.size() - 1 ? List.of() : names;
  }

  /** Lower case letters and digits, one space between words. */
  static String key(String words) {
    StringBuilder out = new StringBuilder(words.length());
    boolean gap = false;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (Character.isLetterOrDigit(c) || c == '+' || c == '-' && i > 0) {
        if (gap && out.length() > 0) {
          out.append(' ');
        }
        gap = false;
        out.append(Character.toLowerCase(c));
      } else if (c != '\'' && c != '.') {
        gap = true;
      }
    }
    return out.toString();
  }
}
