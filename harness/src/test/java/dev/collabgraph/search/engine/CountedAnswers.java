package dev.collabgraph.search.engine;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider whose answers depend on the call alone and are counted, {@code type: counted-answers};
 * {@code other-answers} is the same under another name. Right in as many of 10 cases as the last
 * digit of the model's name says.
 */
public class CountedAnswers implements ModelProvider {

  /** Counts the calls of one search. */
  record Counting(Path baseDirectory, AtomicInteger calls) implements Context {
    @Override
    public Optional<Secret> secret(String serverId) {
      return Optional.empty();
    }
  }

  /** The other name. */
  public static final class Other extends CountedAnswers {
    @Override
    public String type() {
      return "other-answers";
    }
  }

  @Override
  public String type() {
    return "counted-answers";
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
    AtomicInteger calls =
        context instanceof Counting counting ? counting.calls : new AtomicInteger();
    return new ModelClient() {
      @Override
      public CompletableFuture<Completion> complete(CompletionRequest request) {
        calls.incrementAndGet();
        return CompletableFuture.completedFuture(answer(request));
      }

      @Override
      public void close() {}
    };
  }

  private static Completion answer(CompletionRequest request) {
    if (request.prompt().startsWith("You grade one answer")) {
      String verdict = request.prompt().contains("\nIt is 7\n") ? "right" : "wrong";
      String text = "{\"reason\": \"so\", \"verdict\": \"" + verdict + "\"}";
      int tokens = request.prompt().length() / 4;
      return new Completion(text, null, tokens, 16, 0.2, Completion.Finish.STOP);
    }
    String model = request.model().name();
    int right = model.charAt(model.length() - 1) - '0';
    int luck = Math.floorMod((request.prompt() + model + request.seed()).hashCode() * 31 + 17, 100);
    String text = "It is " + (luck < 10 * right ? 7 : luck);
    int input = 30 + 11 * request.context().inputs().size();
    return new Completion(
        text, null, input, 9 + luck % 5, 0.1 + luck / 100.0, Completion.Finish.STOP);
  }
}
