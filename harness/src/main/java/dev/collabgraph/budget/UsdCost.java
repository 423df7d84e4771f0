package dev.collabgraph.budget;

import dev.collabgraph.graph.ModelSpec;

/**
 * US dollars of a call at the model's declared price: {@code A + d B} input and {@code B} output
 * tokens. A model without a price is refused, never free; so is one whose declared price makes a
 * call cost nothing, since such a call has no measure in units.
 *
 * @param inputTokens A: average tokens of a question's prompt, above 0
 * @param outputTokens B: average tokens of an answer, above 0
 */
public record UsdCost(double inputTokens, double outputTokens) implements CostModel {

  /** Name of the metric. */
  public static final String METRIC = "usd";

  public UsdCost {
    TokenAverages.check(inputTokens, outputTokens);
  }

  @Override
  public String metric() {
    return METRIC;
  }

  @Override
  public double cost(ModelSpec model, int inputsRead) {
    ModelSpec.Price price =
        model
            .knownPrice()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("Model \"%s\" declares no price, and an unknown price is not 0: add price:"
                                + " {input: ..., output: ...} in US dollars per million tokens, or"
                                + " budget by another metric (%s).")
                            .formatted(model.id(), CostModels.others(METRIC))));
    double dollars =
        price.of(inputTokens + TokenAverages.inputs(inputsRead) * outputTokens, outputTokens);
    if (!(dollars > 0 && dollars < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          ("Model \"%s\": a call costs %s US dollars, expected a finite number above 0. Budget a"
                  + " pool with free models by another metric (%s).")
              .formatted(model.id(), dollars, CostModels.others(METRIC)));
    }
    return dollars;
  }
}
