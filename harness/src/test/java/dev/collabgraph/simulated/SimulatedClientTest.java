package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.suite.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedClientTest {
  static final ModelProvider.Context NOTHING =
      new ModelProvider.Context() {
        @Override
        public Path baseDirectory() {
          return Path.of(".");
        }

        @Override
        public Optional<Secret> secret(String serverId) {
          return Optional.empty();
        }
      };

  static ModelSpec model(String name) {
    return model(name, ModelSpec.Sampling.defaults());
  }

  static ModelSpec model(String name, ModelSpec.Sampling sampling) {
    return new ModelSpec(name, "llama", "sim", name, null, null, sampling, 0);
  }

  static ModelClient client(Map<String, Object> options) {
    return new SimulatedProvider()
        .open(new ProviderSpec("sim", "simulated", options), List.of(model("llama-3b")), NOTHING);
  }

  static CompletionRequest request(
      String task, ModelSpec model, String role, int replicate, int index, String... inputs) {
    return new CompletionRequest(
        model,
        "prompt",
        replicate,
        index,
        new CompletionRequest.Context(task, role, List.of(inputs)));
  }

  private static Completion ask(
      ModelClient client, String task, int replicate, int index, String... inputs) {
    return client
        .complete(request(task, model("llama-3b"), "assistant", replicate, index, inputs))
        .join();
  }

  @Test
  void equalRequestsGetEqualCompletionsInAnyOrderOnAnyThread() {
    List<CompletionRequest> requests = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      String task = new TaskId("math", 1, i % 97).text();
      requests.add(
          i % 3 == 0
              ? request(
                  task,
                  model("llama-8b"),
                  "fuser",
                  i % 5,
                  i % 7,
                  "Draft 0, 250 tokens of working, 31% sure.\nAnswer: " + i)
              : request(task, model("llama-1b"), "assistant", i % 5, i % 7));
    }
    List<Completion> forwards;
    try (ModelClient client = client(Map.of())) {
      forwards = requests.stream().map(r -> client.complete(r).join()).toList();
    }
    try (ModelClient client = client(Map.of())) {
      Completion[] parallel = new Completion[requests.size()];
      IntStream.range(0, parallel.length)
          .parallel()
          .map(i -> parallel.length - 1 - i)
          .forEach(i -> parallel[i] = client.complete(requests.get(i)).join());
      assertThat(List.of(parallel)).isEqualTo(forwards);
    }
  }

  @Test
  void answersGoThroughTextsAndAreRightAboutAsOftenAsTheModelIsAble() {
    List<Task> tasks =
        new SimulatedTaskReader().read(Map.of("pool", "math", "count", 2000), Path.of("."));
    int right = 0;
    try (ModelClient client = client(Map.of())) {
      for (Task task : tasks) {
        if (ask(client, task.id(), 0, 0).text().endsWith("\nAnswer: " + task.answer())) {
          right++;
        }
      }
    }
    // Published 40 %; 2000 tasks give a standard error of 1.1 points, 5 of them and the fit's 2.
    assertThat(100.0 * right / tasks.size()).isBetween(32.5, 47.5);
  }

  @Test
  void replicatesIndexesAndNoiseSeedsAreIndependent() {
    try (ModelClient client = client(Map.of());
        ModelClient other = client(Map.of("noiseSeed", 2))) {
      Set<String> texts = new HashSet<>();
      for (int i = 0; i < 50; i++) {
        texts.add(ask(client, "math-000003", 0, i).text());
        texts.add(ask(client, "math-000003", 1 + i, 0).text());
        texts.add(ask(other, "math-000003", 0, i).text());
      }
      assertThat(texts).hasSizeGreaterThan(50);
    }
  }

  @Test
  void temperatureZeroRepeatsItself() {
    ModelSpec cold = model("llama-3b", new ModelSpec.Sampling(0, 1024, null, List.of()));
    try (ModelClient client = client(Map.of())) {
      Set<String> texts = new HashSet<>();
      for (int i = 0; i < 50; i++) {
        texts.add(client.complete(request("math-000003", cold, "assistant", i, i)).join().text());
      }
      assertThat(texts).hasSize(1);
    }
  }

  @Test
  void inputsFillThePromptByTheirOwnTokens() {
    try (ModelClient client = client(Map.of())) {
      Completion first = ask(client, "math-000003", 0, 0);
      Completion second = ask(client, "math-000003", 0, 1);
      Completion joined = ask(client, "math-000003", 0, 2, first.text(), second.text());
      assertThat(first.inputTokens()).isEqualTo(202);
      assertThat(joined.inputTokens())
          .isEqualTo(202 + first.outputTokens() + second.outputTokens());
      assertThat(joined.text()).startsWith("Draft 1, ");
      assertThat(joined.latencySeconds()).isGreaterThan(0);
    }
  }

  @Test
  void tokenLimitCutsTheAnswerAway() {
    ModelSpec terse = model("llama-3b", new ModelSpec.Sampling(0.7, 100, null, List.of()));
    try (ModelClient client = client(Map.of())) {
      Completion cut = client.complete(request("math-000003", terse, "assistant", 0, 0)).join();
      assertThat(cut.finish()).isEqualTo(Completion.Finish.LENGTH);
      assertThat(cut.outputTokens()).isEqualTo(100);
      assertThat(cut.text()).isEqualTo(DraftText.CUT).doesNotContainPattern("[0-9]");
    }
  }

  @Test
  void taskOfAnotherFormatIsRefusedForGood() {
    try (ModelClient client = client(Map.of())) {
      assertThatThrownBy(() -> ask(client, "row-17", 0, 0))
          .cause()
          .isInstanceOfSatisfying(ModelCallException.class, e -> assertThat(e.fatal()).isTrue())
          .hasMessageContaining("row-17")
          .hasMessageContaining("format: simulated");
    }
  }

  @Test
  void modelOutsideThePoolIsRefusedByName() {
    try (ModelClient client = client(Map.of())) {
      CompletionRequest request = request("math-000001", model("llama-70b"), "assistant", 0, 0);
      assertThatThrownBy(() -> client.complete(request).join())
          .hasMessageContaining("llama-70b")
          .hasMessageContaining("llama-8b");
    }
  }

  @Test
  void closedClientCancels() {
    ModelClient client = client(Map.of());
    client.close();
    assertThatThrownBy(() -> ask(client, "math-000001", 0, 0))
        .cause()
        .isInstanceOfSatisfying(
            ModelCallException.class,
            e -> assertThat(e.kind()).isEqualTo(ModelCallException.Kind.CANCELLED));
  }
}
