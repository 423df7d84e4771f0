package dev.collabgraph.budget;

import dev.collabgraph.graph.ModelSpec;

/**
 * Tokens of a call, read and written alike: {@code A + d B + B}, whatever the model.
 *
 * @param inputTokens A: average tokens of a question's prompt, above 0
 * @param outputTokens B: average tokens of an answer, above 0
 */
public record TokensCost(double inputTokens, double outputTokens) implements CostModel {

  /** Name of the metric. */
  public static final String METRIC = "tokens";

  public TokensCost {
    TokenAverages.check(inputTokens, outputTokens);
  }

  @Override
  public String metric() {
    return METRIC;
  }

  @Override
  public double cost(ModelSpec model, int inputsRead) {
    return inputTokens + TokenAverages.inputs(inputsRead) * outputTokens + outputTokens;
  }
}
