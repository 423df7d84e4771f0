package dev.collabgraph.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a search is going to use, before it uses it. Expected: the mean of searches played through
 * with answers of average length that are right or wrong by chance, calls that graphs share counted
 * once. Worst: the largest of those searches with no call shared, every prompt one token a byte and
 * every answer as long as {@code maxTokens} allows. Neither is above a declared cap. Repeated
 * attempts are in neither.
 *
 * @param strategy id
 * @param calls to models; the agent's included
 * @param tokens in and out together; NaN if nobody knows how long answers are
 * @param flops NaN if a model declares no architecture
 * @param usd NaN if a model declares no price: unknown, never 0
 * @param minutes NaN if nothing was measured
 * @param lengths where the lengths of prompts and answers come from
 */
public record SearchEstimate(
    String strategy,
    Amount calls,
    Amount tokens,
    Amount flops,
    Amount usd,
    Amount minutes,
    Lengths lengths) {

  /** What is expected, and the worst case. */
  public record Amount(double expected, double worst) {
    /** Nobody knows. */
    public static final Amount UNKNOWN = new Amount(Double.NaN, Double.NaN);

    public Amount atMost(double cap) {
      return new Amount(Math.min(expected, cap), Math.min(worst, cap));
    }
  }

  /** Where the lengths of prompts and answers come from. */
  public enum Lengths {
    /** {@code tasks.inputTokens} and {@code outputTokens} of the suite file. */
    DECLARED("as declared"),
    /** Measured: every model answered a few tasks. */
    MEASURED("as measured"),
    /** A quarter of the prompt's bytes, a quarter of {@code maxTokens}. */
    ASSUMED("assumed: a quarter of the prompt's bytes, a quarter of maxTokens"),
    /** Not declared, and not needed by a budget in calls. */
    UNKNOWN("unknown: declare tasks.inputTokens and tasks.outputTokens");

    private final String text;

    Lengths(String text) {
      this.text = text;
    }
  }

  /**
   * {@code Estimate for random: 1,240 calls (at most 9,600), 0.4 M tokens (at most 20 M), 2.1e15
   * FLOPs (...), $ unknown, minutes unknown}.
   */
  public String line() {
    List<String> parts = new ArrayList<>();
    parts.add(part(calls, "calls"));
    parts.add(part(tokens, "tokens"));
    parts.add(part(flops, "FLOPs"));
    parts.add(part(usd, "US dollars"));
    parts.add(part(minutes, "minutes"));
    return "Estimate for "
        + strategy
        + ": "
        + String.join("; ", parts)
        + ". Lengths "
        + lengths.text
        + ".";
  }

  private static String part(Amount amount, String unit) {
    if (Double.isNaN(amount.expected)) {
      return unit + " unknown";
    }
    String worst = Double.isNaN(amount.worst) ? "unknown" : "at most " + number(amount.worst);
    return number(amount.expected) + " " + unit + " (" + worst + ")";
  }

  /** Three digits are more than an estimate knows; never rounded to nothing. */
  static String number(double value) {
    if (value >= 1e12) {
      return String.format(Locale.ROOT, "%.2g", value);
    }
    if (value >= 1e6) {
      return String.format(Locale.ROOT, "%,.1f M", value / 1e6);
    }
    if (value >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return value >= 0.1
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.2g", value);
  }
}
