package dev.collabgraph.budget;

import dev.collabgraph.graph.ModelSpec;

/**
 * Floating-point operations of a call of a decoder-only transformer with M non-embedding
 * parameters, L layers and hidden size D. A call that reads d inputs prefills {@code Np = A + d B}
 * tokens and decodes {@code Nd = B}:
 *
 * <pre>
 * prefill = 2 M Np + 2 L D Np (Np + 1)
 * decode  = 2 M Nd + 2 L D Nd (2 Np + Nd + 1)
 * </pre>
 *
 * <p>Source: Wang et al. 2025, arXiv 2511.00086, the cost model of its appendix.
 *
 * @param inputTokens A: average tokens of a question's prompt, above 0
 * @param outputTokens B: average tokens of an answer, above 0
 */
public record FlopsCost(double inputTokens, double outputTokens) implements CostModel {

  /** Name of the metric. */
  public static final String METRIC = "flops";

  public FlopsCost {
    TokenAverages.check(inputTokens, outputTokens);
  }

  @Override
  public String metric() {
    return METRIC;
  }

  @Override
  public double cost(ModelSpec model, int inputsRead) {
    ModelSpec.Architecture sizes =
        model
            .knownArchitecture()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("Model \"%s\" declares no sizes, so its FLOPs are unknown: add params,"
                                + " layers and hidden, or budget by another metric (%s).")
                            .formatted(model.id(), CostModels.others(METRIC))));
    double prefilled = inputTokens + TokenAverages.inputs(inputsRead) * outputTokens;
    return prefill(sizes, prefilled) + decode(sizes, prefilled, outputTokens);
  }

  private static double prefill(ModelSpec.Architecture sizes, double prefilled) {
    double attention = 2.0 * sizes.layers() * sizes.hidden();
    return 2.0 * sizes.params() * prefilled + attention * prefilled * (prefilled + 1);
  }

  private static double decode(ModelSpec.Architecture sizes, double prefilled, double decoded) {
    double attention = 2.0 * sizes.layers() * sizes.hidden();
    return 2.0 * sizes.params() * decoded + attention * decoded * (2 * prefilled + decoded + 1);
  }
}
