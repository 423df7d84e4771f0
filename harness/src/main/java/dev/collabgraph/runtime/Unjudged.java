package dev.collabgraph.runtime;

import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import java.util.Optional;

/**
 * A suite's scorer for a question whose right answer nobody told: it finds answers and compares
 * them, and judges none.
 *
 * @param of the suite's scorer
 */
record Unjudged(Scorer of) implements Scorer {

  @Override
  public String type() {
    return of.type();
  }

  @Override
  public Optional<String> extract(Task task, String completion) {
    return of.extract(task, completion);
  }

  /** 0 for every answer: without a gold answer the score means nothing and is not shown. */
  @Override
  public double score(Task task, String answer) {
    return 0;
  }

  @Override
  public boolean comparesAnswers() {
    return of.comparesAnswers();
  }

  @Override
  public boolean equivalent(Task task, String a, String b) {
    return of.equivalent(task, a, b);
  }
}
