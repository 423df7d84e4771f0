package dev.collabgraph.budget;

import dev.collabgraph.graph.Suggestion;
import java.util.List;
import java.util.stream.Collectors;

/** The cost models by the name of their metric. */
public final class CostModels {
  /** Names of all metrics, in the order in which messages list them. */
  public static final List<String> METRICS =
      List.of(FlopsCost.METRIC, UsdCost.METRIC, TokensCost.METRIC, CallsCost.METRIC);

  private CostModels() {}

  /**
   * The cost model of a metric.
   *
   * @param inputTokens A: average tokens of a question's prompt, above 0; not used by {@code calls}
   * @param outputTokens B: average tokens of an answer, above 0; not used by {@code calls}
   * @throws IllegalArgumentException for an unknown metric, naming the nearest known one
   */
  public static CostModel of(String metric, double inputTokens, double outputTokens) {
    return switch (metric) {
      case FlopsCost.METRIC -> new FlopsCost(inputTokens, outputTokens);
      case UsdCost.METRIC -> new UsdCost(inputTokens, outputTokens);
      case TokensCost.METRIC -> new TokensCost(inputTokens, outputTokens);
      case CallsCost.METRIC -> new CallsCost();
      default ->
          throw new IllegalArgumentException(
              "metric is \"%s\", expected one of %s.%s"
                  .formatted(
                      metric, String.join(", ", METRICS), Suggestion.didYouMean(metric, METRICS)));
    };
  }

  /** The other metrics, for the repair in a message. */
  static String others(String metric) {
    return METRICS.stream().filter(name -> !name.equals(metric)).collect(Collectors.joining(", "));
  }
}
