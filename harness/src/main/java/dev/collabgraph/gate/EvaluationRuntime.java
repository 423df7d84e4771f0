package dev.collabgraph.gate;

import dev.collabgraph.llm.ModelProvider;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The surroundings of an evaluation: everything it needs that cannot change its outcome.
 *
 * @param threads workers that run graphs, 1 or more
 * @param providers lends providers the folder of the suite file and secrets
 * @param cancelled asked between runs; once true the evaluation is given up
 * @param nanoClock monotonic, as {@link System#nanoTime()}
 */
public record EvaluationRuntime(
    int threads,
    ModelProvider.Context providers,
    BooleanSupplier cancelled,
    LongSupplier nanoClock) {

  public EvaluationRuntime {
    Objects.requireNonNull(providers, "providers");
    Objects.requireNonNull(cancelled, "cancelled");
    Objects.requireNonNull(nanoClock, "nanoClock");
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", expected 1 or more.");
    }
  }

  /** As many threads as processors, never cancelled. */
  public static EvaluationRuntime of(ModelProvider.Context providers) {
    return new EvaluationRuntime(
        Runtime.getRuntime().availableProcessors(), providers, () -> false, System::nanoTime);
  }
}
