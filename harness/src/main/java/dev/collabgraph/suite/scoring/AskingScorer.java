package dev.collabgraph.suite.scoring;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.suite.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A scorer that asks a model. It only writes the question and reads the reply; whoever runs it
 * makes the calls, so that they are shared, cached, limited and on the bill like all others. {@link
 * #score} cannot be asked.
 */
public interface AskingScorer extends Scorer {
  /** Calls one answer can take at most: one, and one more after a reply that cannot be read. */
  int CALLS = 2;

  /**
   * The model that is asked.
   *
   * @param pool the models of the suite
   * @throws IllegalArgumentException if the suite declares none with the id, naming those it does
   */
  ModelSpec model(List<ModelSpec> pool);

  /**
   * The models of a pool and, behind them, the one that a scorer asks if it is another.
   *
   * @throws IllegalArgumentException if the scorer finds its model not, or another of the same id
   */
  static List<ModelSpec> asked(Scorer scorer, List<ModelSpec> pool) {
    if (!(scorer instanceof AskingScorer asking)) {
      return pool;
    }
    ModelSpec judge = asking.model(pool);
    if (pool.contains(judge)) {
      return pool;
    }
    if (pool.stream().anyMatch(model -> model.id().equals(judge.id()))) {
      throw new IllegalArgumentException(
          "scorer.model.id is \"%s\", which is a model of the pool. Write model: %s, or another id."
              .formatted(judge.id(), judge.id()));
    }
    List<ModelSpec> all = new ArrayList<>(pool);
    all.add(judge);
    return all;
  }

  /**
   * What to ask about an answer. The same arguments give the same text.
   *
   * @param fault why the last reply could not be read; null at first
   */
  String question(Task task, String answer, String fault);

  /**
   * The score in a reply; empty if it holds none, for {@link #fault} says why.
   *
   * @return 0 to 1
   */
  OptionalDouble read(String reply);

  /** Why a reply cannot be read; null if it can. */
  String fault(String reply);

  /** What a reply gives as its reason; empty if nothing. */
  String because(String reply);

  @Override
  default double score(Task task, String answer) {
    throw new ScoringException("Scorer " + type() + " asks a model, which nobody did here.");
  }
}
