package dev.collabgraph.execution;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A small world in which every answer is a function of the request. */
final class Fixture {
  static final Task TASK = new Task("t1", "What is it?", "C");

  private static final String INPUTS =
      " {{question}} [{{#inputs}}{{index}} {{model}} {{text}}{{^-last}}, {{/-last}}{{/inputs}}]";

  static final Role ASSISTANT =
      new Role(
          "assistant", Role.Kind.CALL, "ask {{question}}", "refine" + INPUTS, 0, Role.UNLIMITED, 0);
  static final Role FUSER =
      new Role("fuser", Role.Kind.CALL, null, "fuse" + INPUTS, 1, Role.UNLIMITED, 0);
  static final Role TOP2 =
      new Role("top2", Role.Kind.CALL, null, "pick" + INPUTS, 1, Role.UNLIMITED, 2);
  static final Role VOTE = new Role("vote", Role.Kind.VOTE, null, null, 1, Role.UNLIMITED, 0);
  static final List<Role> ROLES = List.of(ASSISTANT, FUSER, TOP2, VOTE);

  static final List<ModelSpec> MODELS =
      List.of(model("small", 1), model("mid", 2), model("big", 3));

  private Fixture() {}

  static ModelSpec model(String id, double rank) {
    return new ModelSpec(
        id, id, "test", id + "-name", null, null, ModelSpec.Sampling.defaults(), rank);
  }

  /** "answer: X" means X; "garbled" cannot be read, "memory" kills; case does not matter. */
  static final class LetterScorer implements Scorer {
    @Override
    public String type() {
      return "letter";
    }

    @Override
    public Optional<String> extract(Task task, String completion) {
      if (completion.contains("memory")) {
        throw new OutOfMemoryError("staged");
      }
      if (completion.contains("garbled")) {
        throw new IllegalStateException("cannot read this");
      }
      int at = completion.indexOf("answer: ");
      return at < 0 ? Optional.empty() : Optional.of(completion.substring(at + 8));
    }

    @Override
    public double score(Task task, String answer) {
      return answer.equalsIgnoreCase(task.answer()) ? 1 : 0;
    }

    @Override
    public boolean comparesAnswers() {
      return true;
    }

    @Override
    public boolean equivalent(Task task, String a, String b) {
      return a.equalsIgnoreCase(b);
    }
  }

  /** A letter drawn from the request by hashing; one answer in ten is missing. */
  static Completion hashed(CompletionRequest request) {
    SplittableRandom random =
        new SplittableRandom(
            31L * (31L * request.prompt().hashCode() + request.model().id().hashCode())
                + request.seed());
    int letter = random.nextInt(10);
    double latency = random.nextInt(1, 1000) / 64.0;
    String text = letter == 9 ? "no idea" : "thinking, answer: " + "ABCabcCCC".charAt(letter);
    return new Completion(
        text + "", null, request.prompt().length(), 5, latency, Completion.Finish.STOP);
  }

  static ModelClient client(Function<CompletionRequest, CompletableFuture<Completion>> complete) {
    return new ModelClient() {
      @Override
      public CompletableFuture<Completion> complete(CompletionRequest request) {
        return complete.apply(request);
      }

      @Override
      public void close() {}
    };
  }

  static GraphExecutor executor(ModelClient client, Executor executor) {
    return new GraphExecutor(
        Map.of("test", client), new LetterScorer(), new CallSharing(), executor);
  }

  static Completion says(String text) {
    return new Completion(text, null, 10, 5, 1.0, Completion.Finish.STOP);
  }

  static ExecutionPlan plan(CollaborationGraph graph) {
    return ExecutionPlan.compile(graph, ROLES, MODELS);
  }

  /** Nodes as "role/model" or "vote"; ids are n0, n1, ... */
  static CollaborationGraph graph(String[] nodes, int[]... predecessors) {
    List<Node> list = new ArrayList<>();
    for (int v = 0; v < nodes.length; v++) {
      String[] parts = nodes[v].split("/");
      list.add(new Node("n" + v, parts[0], parts.length == 1 ? null : parts[1]));
    }
    return CollaborationGraph.trusted(list, predecessors);
  }

  static String[] nodes(String... nodes) {
    return nodes;
  }

  /** A random graph in which every node reaches the sink. */
  static CollaborationGraph random(SplittableRandom random, int size) {
    List<List<Integer>> predecessors = new ArrayList<>();
    for (int v = 0; v < size; v++) {
      predecessors.add(new ArrayList<>());
    }
    double density = random.nextDouble(0.05, 0.6);
    for (int u = 0; u < size - 1; u++) {
      int sure = random.nextInt(u + 1, size);
      for (int v = u + 1; v < size; v++) {
        if (v == sure || random.nextDouble() < density) {
          predecessors.get(v).add(u);
        }
      }
    }
    List<Node> nodes = new ArrayList<>();
    int[][] arrays = new int[size][];
    for (int v = 0; v < size; v++) {
      arrays[v] = predecessors.get(v).stream().mapToInt(Integer::intValue).toArray();
      Role role = ROLES.get(arrays[v].length == 0 ? 0 : random.nextInt(ROLES.size()));
      String model = role.calls() ? MODELS.get(random.nextInt(MODELS.size())).id() : null;
      nodes.add(new Node("n" + v, role.name(), model));
    }
    return CollaborationGraph.trusted(nodes, arrays);
  }

  static CollaborationGraph chain(int size) {
    String[] nodes =
        IntStream.range(0, size)
            .mapToObj(v -> v % 2 == 0 ? "assistant/small" : "assistant/big")
            .toArray(String[]::new);
    int[][] predecessors =
        IntStream.range(0, size)
            .mapToObj(v -> v == 0 ? new int[0] : new int[] {v - 1})
            .toArray(int[][]::new);
    return graph(nodes, predecessors);
  }
}
