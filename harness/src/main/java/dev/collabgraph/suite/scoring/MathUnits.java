package dev.collabgraph.suite.scoring;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Units of measure: which words are some, and how they convert inside one dimension. */
final class MathUnits {
  /** A unit's dimension and its size in the dimension's first unit. */
  private record Unit(String dimension, Rational size) {}

  private static final Map<String, Unit> UNITS = units();

  private MathUnits() {}

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new HashMap<>();
    add(units, "length", "1", "m", "meter", "meters", "metre", "metres");
    add(units, "length", "0.01", "cm", "centimeter", "centimeters", "centimetre", "centimetres");
    add(units, "length", "0.001", "mm", "millimeter", "millimeters", "millimetres");
    add(units, "length", "1000", "km", "kilometer", "kilometers", "kilometre", "kilometres");
    add(units, "length", "0.0254", "in", "inch", "inches");
    add(units, "length", "0.3048", "ft", "foot", "feet");
    add(units, "length", "0.9144", "yd", "yard", "yards");
    add(units, "length", "1609.344", "mi", "mile", "miles");
    add(units, "time", "1", "s", "sec", "second", "seconds");
    add(units, "time", "60", "min", "minute", "minutes", "mins");
    add(units, "time", "3600", "h", "hr", "hrs", "hour", "hours");
    add(units, "time", "86400", "day", "days");
    add(units, "time", "604800", "week", "weeks");
    add(units, "years", "1", "year", "years", "yr", "yrs");
    add(units, "years", "1/12", "month", "months");
    add(units, "mass", "1", "g", "gram", "grams");
    add(units, "mass", "1000", "kg", "kilogram", "kilograms");
    add(units, "mass", "0.001", "mg", "milligram", "milligrams");
    add(units, "weight", "1", "lb", "lbs", "pound", "pounds");
    add(units, "weight", "1/16", "oz", "ounce", "ounces");
    add(units, "volume", "1", "L", "l", "liter", "liters", "litre", "litres");
    add(units, "volume", "0.001", "mL", "ml", "milliliter", "milliliters");
    add(units, "money", "1", "dollar", "dollars", "usd");
    add(units, "money", "0.01", "cent", "cents");
    add(units, "gallon", "1", "gallon", "gallons", "gal");
    add(units, "gallon", "0.25", "quart", "quarts");
    add(units, "mph", "1", "mph");
    add(units, "kph", "1", "kph", "kmh");
    add(units, "plain", "1", "unit", "units", "square", "cubic", "sq", "cu");
    return Map.copyOf(units);
  }

  private static void add(Map<String, Unit> units, String dimension, String size, String... names) {
    int slash = size.indexOf('/');
    Rational value =
        slash < 0
            ? Rational.of(new java.math.BigDecimal(size))
            : Rational.of(Long.parseLong(size.substring(0, slash)))
                .over(Rational.of(Long.parseLong(size.substring(slash + 1))));
    for (String name : names) {
      units.put(name, new Unit(dimension, value));
    }
  }

  static boolean known(String word) {
    return UNITS.containsKey(word);
  }

  /**
   * The factor that turns amounts in {@code from} into amounts in {@code to}; null if the two
   * cannot be the same quantity. A unit that is not known, {@code unit} and an absent one agree
   * with all.
   */
  static Rational factor(String from, String to) {
    String[] a = power(from);
    String[] b = power(to);
    Unit x = UNITS.get(a[0]);
    Unit y = UNITS.get(b[0]);
    if (x == null || y == null || x.dimension().equals("plain") || y.dimension().equals("plain")) {
      return Rational.ONE;
    }
    if (!x.dimension().equals(y.dimension()) || !a[1].equals(b[1])) {
      return null;
    }
    Rational ratio = x.size().over(y.size());
    Rational factor = Rational.ONE;
    for (int i = 0; i < Integer.parseInt(a[1]); i++) {
      factor = factor.times(ratio);
    }
    return factor;
  }

  /** {@code square cm}, {@code cm^2} and {@code cm} with exponents 2, 2 and 1. */
  private static String[] power(String unit) {
    String name = unit.strip();
    String exponent = "1";
    if (name.matches(".*\\^[1-6]")) {
      exponent = name.substring(name.length() - 1);
      name = name.substring(0, name.length() - 2).strip();
    }
    String lower = name.toLowerCase(Locale.ROOT);
    for (String prefix : new String[] {"square ", "sq ", "sq. ", "cubic ", "cu "}) {
      if (lower.startsWith(prefix)) {
        exponent = prefix.startsWith("s") ? "2" : "3";
        name = name.substring(prefix.length()).strip();
      }
    }
    if (!UNITS.containsKey(name)) {
      name = name.toLowerCase(Locale.ROOT);
    }
    return new String[] {name, exponent};
  }
}
