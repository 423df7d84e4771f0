package dev.collabgraph.suite;

import dev.collabgraph.distribution.SlotOrder;
import dev.collabgraph.distribution.Topology;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ProviderSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A suite file as it was read, with defaults filled in and every rule that needs no task or
 * provider checked.
 *
 * @param name {@code suite}
 * @param file the file it was read from
 * @param tasks where the tasks come from
 * @param splits sizes and seed of the splits
 * @param scorer type and options of the scorer
 * @param roles in file order, the built-in ones included unless left out
 * @param providers by id, in file order
 * @param models the declared pool in file order, one or more
 * @param search what to search and how
 * @param spend limits of the whole search
 */
public record SuiteDefinition(
    String name,
    Path file,
    Tasks tasks,
    Splits splits,
    Scoring scorer,
    List<Role> roles,
    Map<String, ProviderSpec> providers,
    List<ModelSpec> models,
    SearchSpec search,
    Spend spend) {

  /**
   * The {@code tasks} key.
   *
   * @param format which {@link TaskReader}
   * @param inputTokens A of the cost model; null = measured by a probe
   * @param outputTokens B of the cost model; null = measured by a probe
   * @param options the reader's own keys
   */
  public record Tasks(
      String format, Double inputTokens, Double outputTokens, Map<String, Object> options) {}

  /** The {@code splits} key: numbers of tasks, 0 or more, and the seed of the assignment. */
  public record Splits(int search, int validation, int test, long seed) {}

  /** The {@code scorer} key. */
  public record Scoring(String type, Map<String, Object> options) {}

  /**
   * The {@code search} key.
   *
   * @param strategy id of the strategy; default {@code agent-reinforce}
   * @param metric of the budget; default {@code flops}
   * @param units budget per graph and task in units of the cheapest leaf, 1 or more
   * @param objective weights by name ({@code accuracy}, {@code latencySeconds}, {@code cost});
   *     default accuracy alone
   * @param pareto measures of a front in place of one number ({@code accuracy}, {@code cost},
   *     {@code latency}); default none
   * @param constraints bounds a graph must keep, such as {@code latencySeconds <= 5}; default none
   * @param topology structural constraints
   * @param slots number of slots; 0 = auto: floor(budget / cheapest leaf) + 1
   * @param slotOrder how slots are ordered; default fixed
   * @param agent {@code rules} or the id of a model
   * @param iterations 1 or more; default 10
   * @param graphsPerIteration 1 or more; default 8
   * @param tasksPerGraph 1 or more; default 20
   * @param finalists 1 or more; default 5
   * @param seed root of every random stream; default 1
   * @param strategyOptions further knobs of the strategy, under {@code options}
   */
  public record SearchSpec(
      String strategy,
      String metric,
      double units,
      Map<String, Double> objective,
      List<String> pareto,
      List<String> constraints,
      Topology topology,
      int slots,
      SlotOrder slotOrder,
      String agent,
      int iterations,
      int graphsPerIteration,
      int tasksPerGraph,
      int finalists,
      long seed,
      Map<String, Object> strategyOptions) {

    public SearchSpec {
      pareto = List.copyOf(pareto);
      constraints = List.copyOf(constraints);
    }

    /** A search for the best of one number, without constraints. */
    public SearchSpec(
        String strategy,
        String metric,
        double units,
        Map<String, Double> objective,
        Topology topology,
        int slots,
        SlotOrder slotOrder,
        String agent,
        int iterations,
        int graphsPerIteration,
        int tasksPerGraph,
        int finalists,
        long seed,
        Map<String, Object> strategyOptions) {
      this(
          strategy,
          metric,
          units,
          objective,
          List.of(),
          List.of(),
          topology,
          slots,
          slotOrder,
          agent,
          iterations,
          graphsPerIteration,
          tasksPerGraph,
          finalists,
          seed,
          strategyOptions);
    }
  }

  /** The {@code spend} key: hard caps of a whole search; null = no cap. */
  public record Spend(Long calls, Double usd, Double minutes) {
    /** Whether any cap is declared. */
    public boolean capped() {
      return calls != null || usd != null || minutes != null;
    }
  }
}
