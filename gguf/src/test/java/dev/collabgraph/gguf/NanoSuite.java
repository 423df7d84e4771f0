package dev.collabgraph.gguf;

import dev.collabgraph.execution.CallSharing;
import dev.collabgraph.execution.ExecutionPlan;
import dev.collabgraph.execution.GraphExecutor;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One of the example suites of the nano module, with forks to run it on. */
final class NanoSuite implements AutoCloseable {
  static final List<String> MODELS = List.of("nano-s", "nano-m", "nano-l");
  static final List<String> SHAPES =
      List.of("single", "refine 1", "fuse 3", "fuse 5", "vote 3", "vote 5");

  private final SuiteDefinition suite;
  private final ModelClient client;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final GraphExecutor graphs;

  NanoSuite(String family, int forks) {
    Path folder = Path.of("..", "nano", "examples").toAbsolutePath().normalize();
    suite = SuiteLoader.load(folder.resolve("nano-" + family + ".yaml"), Map.of());
    client =
        new GgufModelProvider()
            .open(
                Nano.provider(Map.of("concurrency", forks)), suite.models(), Nano.context(folder));
    graphs =
        new GraphExecutor(
            Map.of("nano", client),
            Scorers.create(suite.scorer(), folder),
            new CallSharing(),
            executor);
  }

  /** The tasks of a level, 1 to 4, in file order. */
  List<Task> tasks(int level) {
    Map<String, Object> options = new LinkedHashMap<>(suite.tasks().options());
    options.put("level", (long) level);
    return ServiceLoader.load(dev.collabgraph.suite.TaskReader.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(reader -> reader.format().equals(suite.tasks().format()))
        .findFirst()
        .orElseThrow()
        .read(options, suite.file().getParent());
  }

  /** A graph of one model: a name of {@link #SHAPES}. */
  static CollaborationGraph graph(String shape, String model) {
    if (shape.equals("single")) {
      return CollaborationGraph.single("assistant", model);
    }
    String[] parts = shape.split(" ");
    int leaves = Integer.parseInt(parts[1]);
    List<CollaborationGraph.Node> nodes = new ArrayList<>();
    List<CollaborationGraph.Edge> edges = new ArrayList<>();
    for (int i = 0; i < leaves; i++) {
      nodes.add(new CollaborationGraph.Node("leaf" + i, "assistant", model));
      edges.add(new CollaborationGraph.Edge("leaf" + i, "sink"));
    }
    nodes.add(
        switch (parts[0]) {
          case "refine" -> new CollaborationGraph.Node("sink", "assistant", model);
          case "fuse" -> new CollaborationGraph.Node("sink", "fuser", model);
          case "vote" -> new CollaborationGraph.Node("sink", "vote", null);
          default -> throw new IllegalArgumentException(shape);
        });
    return CollaborationGraph.of(nodes, edges, "sink");
  }

  /** Runs a graph on tasks; traces in the order of the tasks. */
  List<Trace> run(CollaborationGraph graph, List<Task> tasks) throws Exception {
    ExecutionPlan plan = ExecutionPlan.compile(graph, suite.roles(), suite.models());
    List<CompletableFuture<Trace>> running = new ArrayList<>();
    for (Task task : tasks) {
      running.add(graphs.run(plan, task, 0, 0));
    }
    List<Trace> traces = new ArrayList<>();
    for (CompletableFuture<Trace> trace : running) {
      traces.add(trace.get(10, TimeUnit.MINUTES));
    }
    return traces;
  }

  @Override
  public void close() {
    client.close();
    executor.shutdown();
  }
}
