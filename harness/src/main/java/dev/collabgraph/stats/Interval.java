package dev.collabgraph.stats;

/**
 * An estimate with its confidence interval.
 *
 * @param value the estimate; NaN if there is none
 * @param low lower end, at most {@code value}; NaN if n is too small for an interval
 * @param high upper end, at least {@code value}; NaN exactly when {@code low} is
 * @param n observations it rests on, 0 or more
 */
public record Interval(double value, double low, double high, int n) {

  /** Nothing was observed. */
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN, 0);

  public Interval {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ", expected 0 or more.");
    }
    if (Double.isNaN(low) != Double.isNaN(high)) {
      throw new IllegalArgumentException(
          "low is " + low + " and high is " + high + ", expected both or neither.");
    }
    if (!Double.isNaN(low) && !(low <= value && value <= high)) {
      throw new IllegalArgumentException(
          "value is " + value + ", expected a number from " + low + " to " + high + ".");
    }
  }

  /** An estimate without an interval. */
  public static Interval without(double value, int n) {
    return new Interval(value, Double.NaN, Double.NaN, n);
  }

  /** An estimate whose ends are moved to it where rounding put them on the wrong side. */
  static Interval around(double value, double low, double high, int n) {
    return new Interval(value, Math.min(low, value), Math.max(high, value), n);
  }

  /** Whether there is an estimate. */
  public boolean known() {
    return !Double.isNaN(value);
  }

  /** Whether there is an interval. */
  public boolean bounded() {
    return !Double.isNaN(low);
  }

  /** Whether the interval exists and lies wholly above {@code bound}. */
  public boolean above(double bound) {
    return low > bound;
  }

  /** Whether the interval exists and lies wholly below {@code bound}. */
  public boolean below(double bound) {
    return high < bound;
  }
}
