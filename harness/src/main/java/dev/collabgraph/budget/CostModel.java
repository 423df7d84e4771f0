package dev.collabgraph.budget;

import dev.collabgraph.graph.ModelSpec;

/**
 * What one call costs, declared before it is made, as a function of the model and of the number of
 * inputs it reads. Implementations are immutable.
 */
public interface CostModel {

  /** Name in suite files and results: {@code flops}, {@code usd}, {@code tokens}, {@code calls}. */
  String metric();

  /**
   * Cost of one call in the metric's own unit (FLOPs, US dollars, tokens, calls), above 0 and
   * finite.
   *
   * @param inputsRead number of predecessors whose text is in the prompt, 0 or more
   * @throws IllegalArgumentException if the model declares too little to know, naming the model and
   *     the key to add
   */
  double cost(ModelSpec model, int inputsRead);
}
