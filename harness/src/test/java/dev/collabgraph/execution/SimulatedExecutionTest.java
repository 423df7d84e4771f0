package dev.collabgraph.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.ModelSpec.Sampling;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.simulated.SimulatedProvider;
import dev.collabgraph.simulated.SimulatedTaskReader;
import dev.collabgraph.simulated.TrueAccuracy;
import dev.collabgraph.suite.SuiteDefinition.Scoring;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The evaluator of true accuracies against the path a search takes: executor, client, texts and the
 * real scorer. With equal seeds both must say the same of every task, for any graph.
 */
class SimulatedExecutionTest {
  private static final int TASKS = 20;
  private static final int REPLICATES = 2;
  private static final long NOISE = 99;

  private static final String INPUTS = "{{question}} {{#inputs}}{{text}} {{/inputs}}";

  private static final List<Role> ROLES =
      List.of(
          new Role("assistant", Role.Kind.CALL, "{{question}}", INPUTS, 0, Role.UNLIMITED, 0),
          new Role("fuser", Role.Kind.CALL, null, INPUTS, 1, Role.UNLIMITED, 0),
          new Role("top2", Role.Kind.CALL, null, INPUTS, 1, Role.UNLIMITED, 2),
          new Role("critic", Role.Kind.CALL, null, INPUTS, 1, Role.UNLIMITED, 0),
          new Role("vote", Role.Kind.VOTE, null, null, 1, Role.UNLIMITED, 0));

  /** Among them one that is often cut by its token limit, and one that often repeats itself. */
  private static final List<ModelSpec> MODELS =
      List.of(
          model("small", "llama-1b", Sampling.defaults(), 1),
          model("mid", "llama-3b", Sampling.defaults(), 3),
          model("terse", "llama-3b", new Sampling(0.7, 250, null, List.of()), 3),
          model("cold", "llama-8b", new Sampling(0.2, 1024, null, List.of()), 8),
          model("other", "sprig-7b", Sampling.defaults(), 7));

  private static final ModelProvider.Context NOTHING =
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

  private static ModelSpec model(String id, String name, Sampling sampling, double rank) {
    return new ModelSpec(id, "f", "sim", name, null, null, sampling, rank);
  }

  @ParameterizedTest
  @CsvSource({"math, numeric, 1", "mmlu, choice, 1", "humaneval, numeric, 5"})
  void evaluatorAndExecutionAgreeOnEveryTask(String pool, String scorerType, long landscapeSeed) {
    ProviderSpec provider = new ProviderSpec("sim", "simulated", Map.of("noiseSeed", NOISE));
    TrueAccuracy evaluator = TrueAccuracy.of(provider, MODELS, ROLES, pool, landscapeSeed);
    List<Task> tasks = tasks(pool, landscapeSeed);
    Scorer scorer = Scorers.create(new Scoring(scorerType, Map.of()), Path.of("."));
    SplittableRandom random = new SplittableRandom(landscapeSeed);
    int right = 0;
    int runs = 0;
    try (ModelClient client = new SimulatedProvider().open(provider, MODELS, NOTHING)) {
      GraphExecutor executor =
          new GraphExecutor(Map.of("sim", client), scorer, new CallSharing(), Runnable::run);
      for (int g = 0; g < 25; g++) {
        CollaborationGraph graph = random(random, 1 + g % 9);
        double[] scores = evaluator.scores(graph, TASKS, REPLICATES, NOISE);
        ExecutionPlan plan = ExecutionPlan.compile(graph, ROLES, MODELS);
        for (int t = 0; t < TASKS; t++) {
          double sum = 0;
          for (int replicate = 0; replicate < REPLICATES; replicate++) {
            Trace trace = executor.run(plan, tasks.get(t), replicate, 0).join();
            assertThat(trace.conclusive()).as("%s", trace.failure()).isTrue();
            sum += trace.score();
          }
          assertThat(scores[t])
              .as("%s on %s", graph, tasks.get(t).id())
              .isEqualTo(sum / REPLICATES);
          right += (int) sum;
          runs += REPLICATES;
        }
      }
    }
    assertThat((double) right / runs).as("share of right answers").isBetween(0.1, 0.9);
  }

  /** The tasks the evaluator begins with. */
  private static List<Task> tasks(String pool, long landscapeSeed) {
    return new SimulatedTaskReader()
        .read(
            Map.of(
                "pool", pool,
                "count", TASKS,
                "landscapeSeed", landscapeSeed,
                "first", TrueAccuracy.FIRST_TASK),
            Path.of("."));
  }

  private static CollaborationGraph random(SplittableRandom random, int size) {
    List<Node> nodes = new ArrayList<>();
    List<int[]> parents = new ArrayList<>();
    boolean[] isRead = new boolean[size];
    for (int v = 0; v < size; v++) {
      List<Integer> chosen = new ArrayList<>();
      for (int u = 0; u < v; u++) {
        if (random.nextDouble() < 0.5 || v == size - 1 && !isRead[u]) {
          chosen.add(u);
          isRead[u] = true;
        }
      }
      String role = chosen.isEmpty() ? "assistant" : ROLES.get(random.nextInt(ROLES.size())).name();
      String model = role.equals("vote") ? null : MODELS.get(random.nextInt(MODELS.size())).id();
      nodes.add(new Node("n" + v, role, model));
      parents.add(chosen.stream().mapToInt(Integer::intValue).toArray());
    }
    return CollaborationGraph.trusted(nodes, parents.toArray(new int[0][]));
  }
}
