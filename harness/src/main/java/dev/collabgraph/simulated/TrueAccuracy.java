package dev.collabgraph.simulated;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.stats.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often a graph is truly right on a simulated pool: a long simulation with fresh noise, without
 * texts, at a fraction of an execution's cost. For judging what strategies returned; strategies
 * themselves never see it.
 *
 * <p>Tasks are those of the pool with numbers from {@link #FIRST_TASK} on, which no suite of usual
 * size contains, so the figure is about the population and not about the tasks a search saw. Equal
 * arguments use equal tasks and noise, so two graphs can be compared task by task.
 *
 * <p>Results depend on the arguments alone; the work is spread over the common pool. Immutable;
 * safe to share between threads.
 */
public final class TrueAccuracy {

  /** Number of the first task that is simulated. */
  public static final int FIRST_TASK = 1_000_000;

  private final PoolConstants constants;
  private final Landscape landscape;
  private final Mechanism mechanism;
  private final String pool;
  private final long landscapeSeed;
  private final Map<String, ModelSpec> models;
  private final Map<String, Role> roles;

  private TrueAccuracy(
      PoolConstants constants,
      String pool,
      long landscapeSeed,
      List<ModelSpec> models,
      List<Role> roles) {
    this.constants = constants;
    this.landscape = new Landscape(constants);
    this.mechanism = new Mechanism(constants);
    this.pool = pool;
    this.landscapeSeed = landscapeSeed;
    this.models = new LinkedHashMap<>();
    models.forEach(model -> this.models.put(model.id(), model));
    this.roles = new LinkedHashMap<>();
    roles.forEach(role -> this.roles.put(role.name(), role));
  }

  /**
   * An evaluator of one pool.
   *
   * @param provider the simulated provider of the suite; its {@code landscape} overrides hold, its
   *     noise seed does not matter
   * @param models the suite's pool
   * @param roles the suite's roles
   * @param pool {@code tasks.pool} of the suite
   * @param landscapeSeed {@code tasks.landscapeSeed} of the suite
   * @throws IllegalArgumentException for an unknown pool or bad overrides
   */
  public static TrueAccuracy of(
      ProviderSpec provider,
      List<ModelSpec> models,
      List<Role> roles,
      String pool,
      long landscapeSeed) {
    Map<String, Object> overrides = SimulatedProvider.landscape(provider);
    return of(Pools.load(pool, overrides), models, roles, pool, landscapeSeed);
  }

  static TrueAccuracy of(
      PoolConstants constants,
      List<ModelSpec> models,
      List<Role> roles,
      String pool,
      long landscapeSeed) {
    return new TrueAccuracy(constants, pool, landscapeSeed, models, roles);
  }

  /**
   * The accuracy of a graph, 0 to 1, with its 95 % confidence interval. The standard error is taken
   * over the tasks' mean scores, so repeats on one task do not pass for independent; n is the
   * number of tasks. Costs about tasks x replicates x calls x 0.2 microseconds of one core.
   *
   * @param tasks number of tasks, 2 or more
   * @param replicates independent runs per task, 1 or more
   * @param seed of the noise
   * @throws IllegalArgumentException for a role or model that is not in the suite
   */
  public Interval of(CollaborationGraph graph, int tasks, int replicates, long seed) {
    double[] scores = scores(graph, tasks, replicates, seed);
    double mean = mean(scores);
    double squares = 0;
    for (double score : scores) {
      squares += (score - mean) * (score - mean);
    }
    double margin = 1.96 * Math.sqrt(squares / (tasks - 1.0) / tasks);
    return new Interval(mean, Math.max(0, mean - margin), Math.min(1, mean + margin), tasks);
  }

  /** The mean score of every task, 0 to 1, in the order of their numbers; arguments as above. */
  public double[] scores(CollaborationGraph graph, int tasks, int replicates, long seed) {
    return scores(graph, FIRST_TASK, tasks, replicates, seed);
  }

  double[] scores(CollaborationGraph graph, int firstTask, int tasks, int replicates, long seed) {
    if (tasks < 2) {
      throw new IllegalArgumentException("tasks is " + tasks + ", expected 2 or more.");
    }
    if (replicates < 1) {
      throw new IllegalArgumentException("replicates is " + replicates + ", expected 1 or more.");
    }
    CompiledGraph compiled = compile(graph);
    double[] scores = new double[tasks];
    int chunk = 256;
    IntStream.range(0, (tasks + chunk - 1) / chunk)
        .parallel()
        .forEach(
            c -> {
              CompiledGraph.Scratch scratch = compiled.scratch();
              for (int t = c * chunk; t < Math.min(tasks, (c + 1) * chunk); t++) {
                LatentTask task = task(firstTask + t);
                int right = 0;
                for (int replicate = 0; replicate < replicates; replicate++) {
                  right += compiled.run(task, seed, replicate, scratch) == 0 ? 1 : 0;
                }
                scores[t] = (double) right / replicates;
              }
            });
    return scores;
  }

  CompiledGraph compile(CollaborationGraph graph) {
    return compileCanonical(graph.canonical());
  }

  /** As {@link #compile}, for a graph that is known to be canonical. */
  CompiledGraph compileCanonical(CollaborationGraph graph) {
    return new CompiledGraph(graph, constants, mechanism, landscape.models(), models, roles);
  }

  LatentTask task(int number) {
    return landscape.task(new TaskId(pool, landscapeSeed, number));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
