package dev.collabgraph.gate;

import dev.collabgraph.graph.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a limit is on.
 *
 * @param kind of measurement
 * @param parameter k of {@code passHat<k>}, the percentile of {@code latencyP<q>}; 0 for others
 */
public record Metric(Kind kind, int parameter) {

  /** Kinds of measurements. */
  public enum Kind {
    /** Mean score over tasks, 0 to 1. */
    ACCURACY("accuracy", true, 1),
    /** Chance that k runs of a task all pass, mean over tasks, 0 to 1: {@code passHat3}. */
    PASS_HAT("passHat", true, 1),
    /** Lead over the best baseline of a search, in points of accuracy. */
    LEAD("leadPoints", true, 100),
    /** Mean cost of a query as counted, in units of the cheapest leaf. */
    COST_UNITS("costUnits", false, Double.POSITIVE_INFINITY),
    /** Cost of a query as declared, in units of the cheapest leaf. */
    DECLARED_UNITS("declaredUnits", false, Double.POSITIVE_INFINITY),
    /** Mean US dollars of a query. */
    USD("usd", false, Double.POSITIVE_INFINITY),
    /** Mean tokens of a query. */
    TOKENS("tokens", false, Double.POSITIVE_INFINITY),
    /** Mean seconds of a query. */
    LATENCY_MEAN("latencyMean", false, Double.POSITIVE_INFINITY),
    /** A percentile of the seconds of a query, nearest rank: {@code latencyP95}. */
    LATENCY_PERCENTILE("latencyP", false, Double.POSITIVE_INFINITY),
    /** Tasks that pass in fewer than k of n runs. */
    FAILED_TASKS("failedTasks", false, Double.POSITIVE_INFINITY),
    /** Tasks that pass in some runs and not in others. */
    FLAKY_TASKS("flakyTasks", false, Double.POSITIVE_INFINITY),
    /** Tasks that passed every blessed run and now pass in fewer than k of n. */
    BROKEN_TASKS("brokenTasks", false, Double.POSITIVE_INFINITY);

    private final String id;
    private final boolean minimum;
    private final double most;

    Kind(String id, boolean minimum, double most) {
      this.id = id;
      this.minimum = minimum;
      this.most = most;
    }

    /** Whether more is better, so that a limit is a minimum. */
    public boolean minimum() {
      return minimum;
    }

    /** Greatest bound that makes sense. */
    double most() {
      return most;
    }

    private boolean parametric() {
      return this == PASS_HAT || this == LATENCY_PERCENTILE;
    }
  }

  private static final Pattern NUMBERED = Pattern.compile("(passHat|latencyP)([1-9][0-9]{0,2})");

  /**
   * The metric of a name.
   *
   * @throws GateException for an unknown one, naming the nearest known
   */
  public static Metric parse(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.id.equals(name) && !kind.parametric()) {
        return new Metric(kind, 0);
      }
    }
    Matcher numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      int parameter = Integer.parseInt(numbered.group(2));
      boolean hat = numbered.group(1).equals("passHat");
      if (hat || parameter < 100) {
        return new Metric(hat ? Kind.PASS_HAT : Kind.LATENCY_PERCENTILE, parameter);
      }
    }
    List<String> known = names();
    throw new GateException(
        "There is no metric \"%s\", expected one of %s.%s"
            .formatted(name, String.join(", ", known), Suggestion.didYouMean(name, known)));
  }

  /** The names, those with a number by an example. */
  static List<String> names() {
    return Arrays.stream(Kind.values())
        .map(
            kind ->
                switch (kind) {
                  case PASS_HAT -> "passHat3";
                  case LATENCY_PERCENTILE -> "latencyP95";
                  default -> kind.id;
                })
        .toList();
  }

  /** Name in files and messages. */
  public String name() {
    return kind.parametric() ? kind.id + parameter : kind.id;
  }
}
