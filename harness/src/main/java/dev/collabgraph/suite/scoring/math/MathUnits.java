package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.number.Rational;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Units of measure: which words are some, and how products, powers and quotients of them convert
 * inside one dimension.
 */
final class MathUnits {
  private static final int MAX_WORDS = 12;
  private static final int MAX_PRODUCT = 60;
  private static final Map<String, Unit> UNITS = units();

  /** A unit: the powers of its dimensions and its size in their first units. */
  private record Unit(Map<String, Integer> dimensions, Rational size) {}

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
    add(units, "length^3", "0.001", "L", "l", "liter", "liters", "litre", "litres");
    add(units, "length^3", "0.000001", "mL", "ml", "milliliter", "milliliters");
    add(units, "length^3", "0.003785411784", "gallon", "gallons", "gal");
    add(units, "length^3", "0.000946352946", "quart", "quarts");
    add(units, "dollar", "1", "dollar", "dollars", "usd");
    add(units, "dollar", "0.01", "cent", "cents");
    add(units, "euro", "1", "euro", "euros", "eur");
    add(units, "gbp", "1", "gbp");
    add(units, "yen", "1", "yen");
    add(units, "rupee", "1", "rupee", "rupees");
    add(units, "degree", "1", "degree", "degrees");
    add(units, "radian", "1", "radian", "radians", "rad");
    add(units, "celsius", "1", "celsius");
    add(units, "fahrenheit", "1", "fahrenheit");
    add(units, "percent", "1", "percent");
    add(units, "am", "1", "am");
    add(units, "pm", "1", "pm");
    Map<String, Integer> speed = Map.of("length", 1, "time", -1);
    Rational hour = Rational.of(3600);
    units.put("mph", new Unit(speed, units.get("mile").size().over(hour)));
    units.put("kph", new Unit(speed, units.get("km").size().over(hour)));
    units.put("kmh", units.get("kph"));
    Map<String, Integer> force = Map.of("length", 1, "mass", 1, "time", -2);
    Map<String, Integer> energy = Map.of("length", 2, "mass", 1, "time", -2);
    Map<String, Integer> work = Map.of("length", 2, "mass", 1, "time", -3);
    Map<String, Integer> pressure = Map.of("length", -1, "mass", 1, "time", -2);
    derived(units, force, "N", "newton", "newtons");
    derived(units, energy, "J", "joule", "joules");
    derived(units, work, "W", "watt", "watts");
    derived(units, pressure, "Pa", "pascal", "pascals");
    return Map.copyOf(units);
  }

  /** A unit of the international system with a name of its own, and a thousand of it. */
  private static void derived(
      Map<String, Unit> units, Map<String, Integer> dimensions, String sign, String... names) {
    Rational grams = Rational.of(1000); // in a kilogram
    units.put("k" + sign, new Unit(dimensions, grams.times(grams)));
    units.put(sign, new Unit(dimensions, grams));
    for (String name : names) {
      units.put(name, new Unit(dimensions, grams));
    }
  }

  private static void add(Map<String, Unit> units, String dimension, String size, String... names) {
    int slash = size.indexOf('/');
    Rational value =
        slash < 0
            ? Rational.of(new java.math.BigDecimal(size))
            : Rational.of(Long.parseLong(size.substring(0, slash)))
                .over(Rational.of(Long.parseLong(size.substring(slash + 1))));
    boolean cubic = dimension.endsWith("^3");
    String base = cubic ? dimension.substring(0, dimension.length() - 2) : dimension;
    for (String name : names) {
      units.put(name, new Unit(Map.of(base, cubic ? 3 : 1), value));
    }
  }

  /** Whether a word is a unit, or part of one as "square" is. */
  static boolean known(String word) {
    return UNITS.containsKey(word)
        || switch (word) {
          case "unit", "units", "square", "cubic", "sq", "cu" -> true;
          default -> false;
        };
  }

  /**
   * A product of units as LaTeX writes it, {@code m\,s^{-1}}, with a space between them; null if it
   * is not one of at least two.
   */
  static String product(String latex) {
    if (latex.length() > MAX_PRODUCT || latex.indexOf('\\') < 0 && latex.indexOf(' ') < 0) {
      return null;
    }
    String plain = latex;
    for (String sign : List.of("\\,", "\\;", "\\ ", "\\cdot")) {
      plain = plain.replace(sign, " ");
    }
    plain = plain.replace("{", "").replace("}", "").strip();
    return plain.indexOf(' ') > 0 && understood(plain) ? plain : null;
  }

  static boolean isTemperature(String unit) {
    return "celsius".equals(unit) || "fahrenheit".equals(unit);
  }

  /** Whether all of a unit is known, so that it can disagree with another. */
  static boolean understood(String unit) {
    return parsed(unit) != null;
  }

  /**
   * The factor that turns amounts in {@code from} into amounts in {@code to}; null if the two
   * cannot be the same quantity. A unit that is not known, {@code unit} and an absent one agree
   * with all.
   */
  static Rational factor(String from, String to) {
    Unit a = parsed(from);
    Unit b = parsed(to);
    if (a == null || b == null) {
      return Rational.ONE;
    }
    return a.dimensions().equals(b.dimensions()) ? a.size().over(b.size()) : null;
  }

  /** {@code square cm}, {@code km/h}, {@code meters per second squared}; null if not understood. */
  private static Unit parsed(String unit) {
    String[] words = unit.strip().replace("/", " / ").split("\\s+", MAX_WORDS + 1);
    if (words.length > MAX_WORDS) {
      return null;
    }
    TreeMap<String, Integer> dimensions = new TreeMap<>();
    Rational size = Rational.ONE;
    int sign = 1;
    int power = 1;
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.equals("/") || lower.equals("per")) {
        sign = -1;
      } else if (lower.equals("square") || lower.equals("sq") || lower.equals("sq.")) {
        power = 2;
      } else if (lower.equals("cubic") || lower.equals("cu") || lower.equals("cu.")) {
        power = 3;
      } else {
        int mark = word.indexOf('^');
        boolean inverse = mark > 0 && word.startsWith("-", mark + 1);
        boolean raised = mark > 0 && word.length() == mark + (inverse ? 3 : 2);
        char digit = word.charAt(word.length() - 1);
        if (raised && (digit < '1' || digit > '6')) {
          return null;
        }
        String name = raised ? word.substring(0, mark) : word;
        String next = i + 1 < words.length ? words[i + 1] : "";
        power =
            raised ? digit - '0' : next.equals("squared") ? 2 : next.equals("cubed") ? 3 : power;
        i += next.equals("squared") || next.equals("cubed") ? 1 : 0;
        Unit found = UNITS.get(name);
        found = found == null ? UNITS.get(name.toLowerCase(Locale.ROOT)) : found;
        if (found == null) {
          return null;
        }
        int side = inverse ? -sign : sign;
        for (int n = 0; n < power; n++) {
          size = side > 0 ? size.times(found.size()) : size.over(found.size());
        }
        int times = side * power;
        found.dimensions().forEach((name1, n) -> dimensions.merge(name1, n * times, Integer::sum));
        power = 1;
      }
    }
    dimensions.values().removeIf(n -> n == 0);
    return dimensions.isEmpty() || dimensions.values().stream().allMatch(n -> n < 0)
        ? null
        : new Unit(dimensions, size);
  }
}
