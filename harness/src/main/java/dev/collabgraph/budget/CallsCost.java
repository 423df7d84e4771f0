package dev.collabgraph.budget;

import dev.collabgraph.graph.ModelSpec;

/** Number of calls: 1 each, whatever the model and what it reads. */
public record CallsCost() implements CostModel {

  /** Name of the metric. */
  public static final String METRIC = "calls";

  @Override
  public String metric() {
    return METRIC;
  }

  @Override
  public double cost(ModelSpec model, int inputsRead) {
    TokenAverages.inputs(inputsRead);
    return 1;
  }
}
