package dev.collabgraph.execution;

import static dev.collabgraph.execution.Fixture.MODELS;
import static dev.collabgraph.execution.Fixture.ROLES;
import static dev.collabgraph.execution.Fixture.TASK;
import static dev.collabgraph.execution.Fixture.chain;
import static dev.collabgraph.execution.Fixture.client;
import static dev.collabgraph.execution.Fixture.executor;
import static dev.collabgraph.execution.Fixture.graph;
import static dev.collabgraph.execution.Fixture.nodes;
import static dev.collabgraph.execution.Fixture.plan;
import static dev.collabgraph.execution.Fixture.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.suite.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphExecutorTest {

  private static final CollaborationGraph DIAMOND =
      graph(
          nodes("assistant/small", "assistant/small", "assistant/big", "fuser/mid"),
          new int[] {},
          new int[] {0},
          new int[] {0},
          new int[] {1, 2});

  /** Answers when told to. */
  private static final class HandFed {
    final Map<String, CompletableFuture<Completion>> open = new ConcurrentHashMap<>();
    final ModelClient client =
        client(
            request -> {
              CompletableFuture<Completion> future = new CompletableFuture<>();
              String name = request.model().id() + request.context().inputs();
              assertThat(open.put(name, future)).as("asked twice: " + name).isNull();
              return future;
            });
  }

  @Test
  void nodeStartsTheMomentItsPredecessorsAreDone() {
    HandFed fed = new HandFed();
    CompletableFuture<Trace> run =
        executor(fed.client, Runnable::run).run(plan(DIAMOND), TASK, 0, 0);
    assertThat(fed.open).containsOnlyKeys("small[]");
    fed.open.get("small[]").complete(says("root"));
    assertThat(fed.open).containsOnlyKeys("small[]", "small[root]", "big[root]");
    fed.open.get("big[root]").complete(says("right"));
    assertThat(fed.open).hasSize(3);
    fed.open.get("small[root]").complete(says("left"));
    CompletableFuture<Completion> sink =
        fed.open.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("mid"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertThat(run).isNotDone();
    sink.complete(says("answer: C"));
    assertThat(run).isCompleted();
    assertThat(run.join().score()).isEqualTo(1.0);
  }

  @Test
  void deepBranchDoesNotWaitForALevel() {
    HandFed fed = new HandFed();
    CollaborationGraph uneven =
        graph(
            nodes("assistant/small", "assistant/big", "fuser/small", "fuser/mid"),
            new int[] {},
            new int[] {},
            new int[] {0},
            new int[] {1, 2});
    executor(fed.client, Runnable::run).run(plan(uneven), TASK, 0, 0);
    fed.open.get("small[]").complete(says("x"));
    assertThat(fed.open).containsKey("small[x]"); // although big[] of the level before still runs
  }

  @Test
  void latencyIsTheLongestPathOfServiceTimes() {
    Map<String, Double> seconds = Map.of("small[]", 1.0, "small[r]", 4.0, "big[r]", 2.0);
    ModelClient client =
        client(
            request ->
                CompletableFuture.completedFuture(
                    new Completion(
                        "r",
                        null,
                        1,
                        1,
                        seconds.getOrDefault(
                            request.model().id() + request.context().inputs(), 8.0),
                        Completion.Finish.STOP)));
    Trace trace = executor(client, Runnable::run).run(plan(DIAMOND), TASK, 0, 0).join();
    assertThat(trace.latencySeconds()).isEqualTo(1.0 + 4.0 + 8.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 20_000})
  void longChainOfImmediateAnswersNeedsNoStack(int length) throws Exception {
    ModelClient client =
        client(
            request ->
                CompletableFuture.completedFuture(
                    says(request.context().inputs().stream().findFirst().orElse("answer: C"))));
    ExecutionPlan plan = plan(chain(length));
    Trace[] trace = new Trace[1];
    Thread small =
        new Thread(
            null,
            () -> trace[0] = executor(client, Runnable::run).run(plan, TASK, 0, 0).join(),
            "small stack",
            200_000);
    small.start();
    small.join();
    assertThat(trace[0].score()).isEqualTo(1.0);
    assertThat(trace[0].nodes()).hasSize(length);
    assertThat(trace[0].latencySeconds()).isEqualTo(length);
  }

  @Test
  void wideFanInReadsInputsInTopologicalOrderWhateverTheOrderOfAnswers() {
    int width = 500;
    String[] nodes = new String[width + 1];
    int[][] predecessors = new int[width + 1][];
    for (int v = 0; v < width; v++) {
      nodes[v] = "assistant/small";
      predecessors[v] = new int[] {};
    }
    nodes[width] = "fuser/big";
    predecessors[width] = IntStream.range(0, width).toArray();
    List<CompletableFuture<Completion>> leaves = new ArrayList<>();
    List<CompletionRequest> requests = new ArrayList<>();
    ModelClient client =
        client(
            request -> {
              CompletableFuture<Completion> future = new CompletableFuture<>();
              requests.add(request);
              leaves.add(future);
              return future;
            });
    CompletableFuture<Trace> run =
        executor(client, Runnable::run).run(plan(graph(nodes, predecessors)), TASK, 0, 0);
    assertThat(requests.stream().map(CompletionRequest::index))
        .containsExactlyElementsOf(IntStream.range(0, width).boxed().toList());
    List<Integer> order = new ArrayList<>(IntStream.range(0, width).boxed().toList());
    Collections.shuffle(order, new java.util.Random(5));
    order.forEach(leaf -> leaves.get(leaf).complete(says("text " + requests.get(leaf).index())));
    assertThat(requests.get(width).context().inputs())
        .containsExactlyElementsOf(IntStream.range(0, width).mapToObj(i -> "text " + i).toList());
    leaves.get(width).complete(says("answer: c"));
    assertThat(run.join().score()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithTheOracleOnRandomGraphs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GraphExecutor executor =
        executor(
            client(request -> CompletableFuture.completedFuture(Fixture.hashed(request))),
            Runnable::run);
    for (int i = 0; i < 300; i++) {
      CollaborationGraph graph = Fixture.random(random, random.nextInt(1, 20));
      int replicate = random.nextInt(3);
      int repeat = random.nextInt(3);
      Task task = new Task("t" + i % 7, "Question " + i % 7, "C");
      Trace trace = executor.run(plan(graph), task, replicate, repeat).join();
      OracleExecutor.Result expected =
          OracleExecutor.run(
              graph,
              ROLES,
              MODELS,
              Fixture::hashed,
              new Fixture.LetterScorer(),
              task,
              replicate,
              repeat);
      assertThat(trace.score())
          .as("seed %d, graph %d: %s", seed, i, graph)
          .isEqualTo(expected.score());
      assertThat(trace.answer()).isEqualTo(expected.answer());
      assertThat(trace.latencySeconds()).isEqualTo(expected.latency());
      assertThat(trace.nodes().stream().map(node -> node.completion().text()))
          .containsExactlyElementsOf(expected.texts());
    }
  }

  @Test
  void tracesAreTheSameOnOneAndEightThreads() throws Exception {
    List<CollaborationGraph> graphs = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 200; i++) {
      graphs.add(Fixture.random(random, random.nextInt(1, 25)));
    }
    List<Trace> one = traces(graphs, 1);
    List<Trace> eight = traces(graphs, 8);
    for (int i = 0; i < one.size(); i++) {
      assertThat(eight.get(i)).isEqualTo(one.get(i));
    }
    assertThat(one.stream().map(Trace::conclusive).distinct()).hasSize(2);
  }

  /** Answers on a pool of their own, so in no fixed order; some calls fail. */
  private static List<Trace> traces(List<CollaborationGraph> graphs, int threads)
      throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    ExecutorService server = Executors.newFixedThreadPool(threads);
    AtomicInteger made = new AtomicInteger();
    ModelClient client =
        client(
            request -> {
              made.incrementAndGet();
              return CompletableFuture.supplyAsync(
                  () -> {
                    if (request.prompt().hashCode() % 23 == 0) {
                      throw FAILURE;
                    }
                    return Fixture.hashed(request);
                  },
                  server);
            });
    try {
      GraphExecutor executor = executor(client, workers);
      List<CompletableFuture<Trace>> runs = new ArrayList<>();
      for (CollaborationGraph graph : graphs) {
        for (int task = 0; task < 5; task++) {
          runs.add(executor.run(plan(graph), new Task("t" + task, "q" + task, "C"), 0, task % 2));
        }
      }
      return runs.stream().map(CompletableFuture::join).toList();
    } finally {
      workers.shutdown();
      server.shutdown();
      assertThat(workers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
      assertThat(server.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static final ModelCallException FAILURE =
      new ModelCallException(ModelCallException.Kind.TRANSPORT, "reset");

  @Test
  void equalCallsOfDifferentGraphsAreMadeOnce() {
    List<CompletionRequest> requests = new ArrayList<>();
    GraphExecutor executor =
        executor(
            client(
                request -> {
                  requests.add(request);
                  return CompletableFuture.completedFuture(Fixture.hashed(request));
                }),
            Runnable::run);
    CollaborationGraph two =
        graph(
            nodes("assistant/small", "assistant/small", "fuser/big"),
            new int[] {},
            new int[] {},
            new int[] {0, 1});
    CollaborationGraph single = CollaborationGraph.single("assistant", "small");
    Trace first = executor.run(plan(two), TASK, 0, 0).join();
    Trace second = executor.run(plan(single), TASK, 0, 0).join();
    assertThat(requests).hasSize(3);
    assertThat(second.nodes().get(0).callKey()).isEqualTo(first.nodes().get(0).callKey());
    assertThat(second.nodes().get(0).completion()).isSameAs(first.nodes().get(0).completion());
    assertThat(first.nodes().get(1).callKey())
        .as("a replica is another call")
        .isNotEqualTo(first.nodes().get(0).callKey());
    executor.run(plan(single), TASK, 0, 1).join();
    executor.run(plan(single), TASK, 1, 0).join();
    assertThat(requests).as("another repeat, another replicate").hasSize(5);
    assertThat(requests.stream().map(CompletionRequest::seed).distinct().count())
        .as("leaves 0 and 1, repeat 1, replicate 1; the sink has the seed of its own index 0")
        .isEqualTo(4);
  }

  @Test
  void failedNodeMakesTheRunInconclusiveAndNeverWrong() {
    HandFed fed = new HandFed();
    CompletableFuture<Trace> run =
        executor(fed.client, Runnable::run).run(plan(DIAMOND), TASK, 0, 0);
    fed.open.get("small[]").complete(says("root"));
    fed.open.get("big[root]").completeExceptionally(FAILURE);
    assertThat(run)
        .as("the other branch still runs, so traces do not depend on timing")
        .isNotDone();
    fed.open.get("small[root]").complete(says("left"));
    Trace trace = run.join();
    assertThat(trace.status()).isEqualTo(ExecutionStatus.INCONCLUSIVE);
    assertThat(trace.score()).isNaN();
    assertThat(trace.answer()).isNull();
    assertThat(trace.failure()).isEqualTo("node \"n1\" (assistant, big): reset");
    assertThat(trace.nodes()).extracting(Trace.NodeTrace::id).containsExactly("n0", "n1", "n2");
    assertThat(trace.nodes().get(1).failure()).isSameAs(FAILURE);
  }

  @Test
  void failedCallIsMadeAnewNextTime() {
    AtomicInteger calls = new AtomicInteger();
    GraphExecutor executor =
        executor(
            client(
                request ->
                    calls.getAndIncrement() == 0
                        ? CompletableFuture.failedFuture(FAILURE)
                        : CompletableFuture.completedFuture(says("answer: C"))),
            Runnable::run);
    ExecutionPlan plan = plan(CollaborationGraph.single("assistant", "small"));
    assertThat(executor.run(plan, TASK, 0, 0).join().conclusive()).isFalse();
    assertThat(executor.run(plan, TASK, 0, 0).join().score()).isEqualTo(1.0);
  }

  @Test
  void truncatedAnswerIsScored() {
    Trace trace = answered(new Completion("answer: C", null, 1, 1, 1, Completion.Finish.LENGTH));
    assertThat(trace.score()).isEqualTo(1.0);
    assertThat(trace.nodes().get(0).completion().finish()).isEqualTo(Completion.Finish.LENGTH);
  }

  @Test
  void refusalIsScoredAsNoAnswer() {
    Trace trace = answered(new Completion("answer: C", null, 1, 1, 1, Completion.Finish.REFUSED));
    assertThat(trace.conclusive()).isTrue();
    assertThat(trace.score()).isEqualTo(0.0);
    assertThat(trace.answer()).isNull();
  }

  @Test
  void missingAnswerScoresZero() {
    Trace trace = answered(says("I do not know"));
    assertThat(trace.conclusive()).isTrue();
    assertThat(trace.score()).isEqualTo(0.0);
  }

  @Test
  void answerThatCannotBeReadIsInconclusive() {
    Trace trace = answered(says("garbled"));
    assertThat(trace.conclusive()).isFalse();
    assertThat(trace.score()).isNaN();
    assertThat(trace.failure())
        .isEqualTo(
            "node \"n0\" (assistant, small): its answer could not be read: cannot read this");
  }

  @Test
  void unreadableInnerAnswerMattersOnlyWhereAnAnswerIsNeeded() {
    CollaborationGraph fused =
        graph(nodes("assistant/small", "fuser/big"), new int[] {}, new int[] {0});
    CollaborationGraph voted = graph(nodes("assistant/small", "vote"), new int[] {}, new int[] {0});
    GraphExecutor executor =
        executor(
            client(
                request ->
                    CompletableFuture.completedFuture(
                        says(request.model().id().equals("small") ? "garbled" : "answer: C"))),
            Runnable::run);
    assertThat(executor.run(plan(fused), TASK, 0, 0).join().score()).isEqualTo(1.0);
    Trace trace = executor.run(plan(voted), TASK, 0, 0).join();
    assertThat(trace.conclusive()).isFalse();
    assertThat(trace.failure()).startsWith("node \"n1\" (vote): the vote needs node \"n0\"");
  }

  @Test
  void clientThatBreaksItsContractIsAFatalFailure() {
    for (ModelClient broken :
        List.of(
            client(
                request -> {
                  throw new IllegalStateException("bug");
                }),
            client(request -> CompletableFuture.failedFuture(new IllegalStateException("bug"))),
            client(request -> CompletableFuture.completedFuture(null)),
            client(request -> null))) {
      Trace trace =
          executor(broken, Runnable::run)
              .run(plan(CollaborationGraph.single("assistant", "small")), TASK, 0, 0)
              .join();
      assertThat(trace.conclusive()).isFalse();
      assertThat(trace.nodes().get(0).failure().fatal()).isTrue();
    }
  }

  @Test
  void errorOfTheEngineFailsTheRunInsteadOfHangingIt() {
    GraphExecutor executor =
        executor(
            client(request -> CompletableFuture.completedFuture(says("memory"))), Runnable::run);
    assertThatThrownBy(
            () ->
                executor
                    .run(plan(CollaborationGraph.single("assistant", "small")), TASK, 0, 0)
                    .join())
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void modelWithoutClientIsRefusedByName() {
    GraphExecutor executor =
        new GraphExecutor(Map.of(), new Fixture.LetterScorer(), new CallSharing(), Runnable::run);
    assertThatThrownBy(
            () -> executor.run(plan(CollaborationGraph.single("assistant", "small")), TASK, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Model \"small\" has provider \"test\"");
  }

  private static Trace answered(Completion completion) {
    return executor(client(request -> CompletableFuture.completedFuture(completion)), Runnable::run)
        .run(plan(CollaborationGraph.single("assistant", "small")), TASK, 0, 0)
        .join();
  }
}
