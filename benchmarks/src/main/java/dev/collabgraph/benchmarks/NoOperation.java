package dev.collabgraph.benchmarks;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Models that do nothing, so that what is left is the engine. */
public final class NoOperation implements ModelProvider {
  /** The provider's type, and the id it is declared under. */
  public static final String TYPE = "no-operation";

  /** The one answer. */
  public static final Completion ANSWER =
      new Completion("42", null, 1, 1, 1, Completion.Finish.STOP);

  /** The one task. */
  public static final Task TASK = new Task("t0", "q", "42");

  private static final CompletableFuture<Completion> ANSWERED =
      CompletableFuture.completedFuture(ANSWER);

  /** Answers on the caller's thread, at once. */
  public static ModelClient inline() {
    return new ModelClient() {
      @Override
      public CompletableFuture<Completion> complete(CompletionRequest request) {
        return ANSWERED;
      }

      @Override
      public void close() {}
    };
  }

  /** Answers on a thread of {@code executor}, as soon as one is free. */
  public static ModelClient on(Executor executor) {
    return new ModelClient() {
      @Override
      public CompletableFuture<Completion> complete(CompletionRequest request) {
        return CompletableFuture.supplyAsync(() -> ANSWER, executor);
      }

      @Override
      public void close() {}
    };
  }

  /** Takes a completion as the answer and compares it with the gold answer. */
  public static Scorer scorer() {
    return new Scorer() {
      @Override
      public String type() {
        return "same";
      }

      @Override
      public Optional<String> extract(Task task, String completion) {
        return Optional.of(completion);
      }

      @Override
      public double score(Task task, String answer) {
        return answer.equals(task.answer()) ? 1 : 0;
      }
    };
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Set<String> optionKeys() {
    return Set.of();
  }

  @Override
  public boolean remote(ProviderSpec spec) {
    return false;
  }

  @Override
  public ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context) {
    return inline();
  }

  @Override
  public Optional<Map<String, String>> cacheIdentity(ProviderSpec spec) {
    return Optional.of(Map.of("type", TYPE));
  }
}
