package dev.collabgraph.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
  private static final String SUITE =
      """
      suite: small
      tasks: {format: simulated, pool: math, count: 200, inputTokens: 202, outputTokens: 275}
      splits: {search: 20, validation: 0, test: 40, seed: 7}
      scorer: {type: numeric}
      providers: {sim: {type: simulated}}
      models:
        - {id: llama-1b, family: llama, provider: sim}
        - {id: llama-3b, family: llama, provider: sim}
      search: {budget: {metric: flops, units: 18}, iterations: 2}
      """;

  static final String GRAPH =
      """
      {"formatVersion": 1, "suite": "small", "sink": "n2",
       "nodes": [{"id": "n0", "role": "assistant", "model": "llama-1b"},
                 {"id": "n1", "role": "assistant", "model": "llama-3b"},
                 {"id": "n2", "role": "fuser", "model": "llama-3b"}],
       "edges": [["n0", "n2"], ["n1", "n2"]],
       "cost": {"metric": "flops", "units": 1},
       "roles": {"assistant": {"kind": "call", "prompt": "Old {{question}}", "promptWithInputs": "Old {{question}}", "minInputs": 0},
                 "fuser": {"kind": "call", "promptWithInputs": "{{question}}", "minInputs": 1}},
       "models": {"llama-1b": {"family": "llama", "provider": "sim", "name": "llama-1b", "temperature": 0.7, "maxTokens": 1024, "rank": 1},
                  "llama-3b": {"family": "llama", "provider": "sim", "name": "llama-3b", "temperature": 0.7, "maxTokens": 1024, "rank": 3}},
       "providers": {"sim": {"type": "simulated", "options": {}}},
       "digests": {}}
      """;

  @TempDir Path folder;

  private final ModelProvider.Context context =
      new ModelProvider.Context() {
        @Override
        public Path baseDirectory() {
          return folder;
        }

        @Override
        public Optional<Secret> secret(String serverId) {
          return Optional.empty();
        }
      };

  private Inputs inputs(String suite, String graph, Map<String, String> overrides)
      throws IOException {
    Path file = folder.resolve("small.yaml");
    Files.writeString(file, suite);
    return Inputs.of(
        SuiteLoader.load(file, overrides), GraphDocument.parse(graph, "graph.json"), context);
  }

  private EvaluationRuntime runtime(int threads) {
    return new EvaluationRuntime(threads, context, () -> false, System::nanoTime);
  }

  private static EvaluationRequest request(int repeats) {
    return new EvaluationRequest(Split.TEST, repeats, 0);
  }

  @Test
  void theEvaluationIsTheSameOnOneAndOnEightThreads() throws IOException {
    Inputs inputs = inputs(SUITE, GRAPH, Map.of());
    Evaluation one = Evaluator.evaluate(inputs, request(3), runtime(1));
    Evaluation eight = Evaluator.evaluate(inputs, request(3), runtime(8));
    assertThat(eight.toJson()).isEqualTo(one.toJson());
    assertThat(one.tasks()).hasSize(40);
    assertThat(one.conclusiveRuns()).isEqualTo(120);
    assertThat(one.digests()).isEqualTo(inputs.digests());
  }

  @Test
  void repeatsAndReplicatesAreRunsOfTheirOwn() throws IOException {
    Inputs inputs = inputs(SUITE, GRAPH, Map.of());
    Evaluation three = Evaluator.evaluate(inputs, request(3), runtime(2));
    assertThat(three.tasks())
        .anySatisfy(task -> assertThat(task.outcomes()).contains(0.0).contains(1.0));
    Evaluation other =
        Evaluator.evaluate(inputs, new EvaluationRequest(Split.TEST, 3, 1), runtime(2));
    assertThat(other.means()).isNotEqualTo(three.means());
    assertThat(Evaluator.evaluate(inputs, request(1), runtime(2)).tasks())
        .zipSatisfy(
            three.tasks(),
            (single, all) -> assertThat(single.outcomes().get(0)).isEqualTo(all.outcomes().get(0)));
  }

  @Test
  void costAndLatencyAreMeasured() throws IOException {
    Inputs inputs = inputs(SUITE, GRAPH, Map.of());
    assertThat(inputs.graph().cost().units()).isBetween(8.0, 13.0); // leaves 1 + 3, a fuser of two
    Evaluation evaluation = Evaluator.evaluate(inputs, request(1), runtime(2));
    assertThat(evaluation.cost().units()).isEqualTo(inputs.graph().cost().units());
    assertThat(evaluation.tasks())
        .allSatisfy(
            task -> {
              assertThat(task.latencySeconds()).isPositive();
              assertThat(task.cost().tokens()).isBetween(500.0, 20_000.0);
              assertThat(task.cost().usd()).isPositive();
              assertThat(task.cost().units()).isBetween(1.0, 50.0);
            });
  }

  @Test
  void thePresentPromptsAreEvaluatedAndTheDifferenceIsNamed() throws IOException {
    Inputs now = inputs(SUITE, GRAPH, Map.of());
    assertThat(now.changed())
        .contains("role assistant", "role fuser")
        .doesNotContain("provider sim");
    assertThat(now.graph().roles())
        .filteredOn(role -> role.name().equals("assistant"))
        .allSatisfy(role -> assertThat(role.prompt()).doesNotStartWith("Old"));
    Inputs same = inputs(SUITE, now.graph().toJson(), Map.of());
    assertThat(same.changed()).isEmpty();
    assertThat(same.digests()).isEqualTo(now.digests());
  }

  @Test
  void eachDigestSeesItsPart() throws IOException {
    var before = inputs(SUITE, GRAPH, Map.of()).digests();
    assertThat(before.keySet())
        .containsExactly("engine", "graph", "models", "prompts", "scorer", "suite");
    assertThat(differs(before, SUITE.replace("seed: 7", "seed: 8"), GRAPH))
        .containsExactly("suite");
    assertThat(differs(before, SUITE.replace("count: 200", "count: 300"), GRAPH))
        .containsExactly("suite");
    assertThat(differs(before, SUITE.replace("type: numeric", "type: exact"), GRAPH))
        .as("the built-in prompts say how to answer")
        .containsExactly("prompts", "scorer");
    assertThat(
            differs(
                before, SUITE.replace("type: simulated", "type: simulated, noiseSeed: 2"), GRAPH))
        .containsExactly("models");
    assertThat(
            differs(
                before, SUITE.replace("id: llama-3b,", "id: llama-3b, temperature: 0.1,"), GRAPH))
        .containsExactly("models");
    assertThat(differs(before, SUITE + "roles: {assistant: {prompt: \"{{question}}\"}}\n", GRAPH))
        .containsExactly("prompts");
    assertThat(
            differs(
                before,
                SUITE,
                GRAPH.replace(", [\"n1\", \"n2\"]", ", [\"n1\", \"n2\"], [\"n0\", \"n1\"]")))
        .containsExactly("graph");
    assertThat(differs(before, SUITE.replace("iterations: 2", "iterations: 3"), GRAPH)).isEmpty();
  }

  private Iterable<String> differs(SortedMap<String, String> before, String suite, String graph)
      throws IOException {
    return Inputs.differing(before, inputs(suite, graph, Map.of()).digests());
  }

  @Test
  void anEmptySplitGivesAnEvaluationWithoutTasks() throws IOException {
    Evaluation evaluation =
        Evaluator.evaluate(
            inputs(SUITE, GRAPH, Map.of()),
            new EvaluationRequest(Split.VALIDATION, 3, 0),
            runtime(1));
    assertThat(evaluation.tasks()).isEmpty();
    assertThat(evaluation.conclusive()).isFalse();
  }

  @Test
  void callsThatDoNotFitAreRefusedBeforeTheFirst() throws IOException {
    Inputs inputs = inputs(SUITE, GRAPH, Map.of("spend.calls", "359"));
    assertThat(Evaluator.calls(inputs, request(3))).isEqualTo(360);
    assertThatThrownBy(
            () ->
                Evaluator.evaluate(
                    inputs,
                    request(3),
                    runtime(1),
                    () -> {
                      throw new AssertionError("a client was opened");
                    }))
        .isInstanceOf(GateException.class)
        .hasMessage(
            "The evaluation needs 360 calls (40 tasks x 3 repeats x 3 calls), and spend.calls allows 359."
                + " Lower -Dcollabgraph.repeats, or raise it: -Dcollabgraph.set.spend.calls=360");
  }

  /** A client that answers "1" but where the rule says otherwise. */
  private record Scripted(
      AtomicInteger calls, Function<CompletionRequest, ModelCallException> failure)
      implements ModelClient {
    @Override
    public CompletableFuture<Completion> complete(CompletionRequest request) {
      calls.incrementAndGet();
      ModelCallException failed = failure.apply(request);
      return failed == null
          ? CompletableFuture.completedFuture(
              new Completion("1", null, 100, 10, 0.5, Completion.Finish.STOP))
          : CompletableFuture.failedFuture(failed);
    }

    @Override
    public void close() {}
  }

  private Evaluation scripted(
      Inputs inputs, AtomicInteger calls, Function<CompletionRequest, ModelCallException> failure) {
    return Evaluator.evaluate(
        inputs, request(2), runtime(2), () -> Map.of("sim", new Scripted(calls, failure)));
  }

  @Test
  void aFailedRunHasNoScoreAndItsReasonIsKept() throws IOException {
    Inputs inputs = inputs(SUITE, GRAPH, Map.of());
    String victim = inputs.tasks().test().get(3).id();
    Evaluation evaluation =
        scripted(
            inputs,
            new AtomicInteger(),
            request ->
                request.context().taskId().equals(victim)
                    ? new ModelCallException(ModelCallException.Kind.TRANSPORT, "connection reset")
                    : null);
    assertThat(evaluation.tasks().get(3).outcomes()).containsOnly(Double.NaN);
    assertThat(evaluation.tasks().get(3).failure()).contains("connection reset");
    assertThat(evaluation.conclusiveRuns()).isEqualTo(78);
    assertThat(evaluation.tasks().get(4).failure()).isNull();
  }

  @Test
  void noScoreAtAllIsAnErrorAndNoEvaluation() throws IOException {
    Inputs inputs = inputs(SUITE, GRAPH, Map.of());
    assertThatThrownBy(
            () ->
                scripted(
                    inputs,
                    new AtomicInteger(),
                    request ->
                        new ModelCallException(ModelCallException.Kind.TRANSPORT, "no route")))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("No run of the evaluation gave a score. The first failed:")
        .hasMessageContaining("no route");
  }

  @Test
  void afterARefusalForGoodNothingIsBegun() throws IOException {
    Inputs inputs = inputs(SUITE, GRAPH, Map.of());
    AtomicInteger calls = new AtomicInteger();
    Evaluation evaluation =
        Evaluator.evaluate(
            inputs,
            request(20),
            runtime(1),
            () ->
                Map.of(
                    "sim",
                    new Scripted(
                        calls,
                        request ->
                            calls.get() > 10
                                ? new ModelCallException(
                                    ModelCallException.Kind.FATAL, "quota used up")
                                : null)));
    assertThat(evaluation.conclusive()).isFalse();
    assertThat(calls.get()).isLessThan(3 * 40 * 20 - 100);
    assertThat(evaluation.tasks().get(39).failure()).isNotNull();
  }

  @Test
  void dollarsAreNeverPassedAndWhatDoesNotFitIsNotRun() throws IOException {
    String priced =
        SUITE.replace(
            "provider: sim}", "provider: sim, maxTokens: 100, price: {input: 1, output: 1}}");
    Inputs inputs = inputs(priced, GRAPH, Map.of("spend.usd", "0.01"));
    AtomicInteger calls = new AtomicInteger();
    Evaluation evaluation = scripted(inputs, calls, request -> null);
    double spent = calls.get() * 110 / 1e6;
    assertThat(spent).isLessThanOrEqualTo(0.01);
    assertThat(evaluation.conclusiveRuns()).isEqualTo(calls.get() / 3).isLessThan(80);
    assertThat(spent).as("most of the money is used").isGreaterThan(0.007);
    assertThat(evaluation.tasks().get(39).failure()).isEqualTo("not run: spend.usd is used up");
    assertThat(scripted(inputs, new AtomicInteger(), request -> null)).isEqualTo(evaluation);
  }

  @Test
  void aGraphOfAnotherSuiteIsRefused() {
    assertThatThrownBy(
            () ->
                inputs(
                    SUITE, GRAPH.replace("\"suite\": \"small\"", "\"suite\": \"big\""), Map.of()))
        .isInstanceOf(GateException.class)
        .hasMessage(
            "The graph was found for suite \"big\", not for \"small\". Maybe evaluate it there: -Dcollabgraph.suite=big");
  }
}
