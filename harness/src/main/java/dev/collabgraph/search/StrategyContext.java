package dev.collabgraph.search;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import java.util.Objects;
import java.util.Optional;

/**
 * What a strategy is given.
 *
 * @param space which graphs may be proposed
 * @param spec the knobs, {@link SearchSpec#strategyOptions} among them
 * @param objective turns scores, latency and cost into one reward
 * @param searchTasks size of the search split
 * @param random the streams of this search
 * @param listener for warnings
 * @param advisor the agent, if {@code search.agent} names a model; empty = rules
 */
public record StrategyContext(
    SearchSpace space,
    SearchSpec spec,
    Objective objective,
    int searchTasks,
    RandomStreams random,
    SearchListener listener,
    Optional<Advisor> advisor) {

  /** A context in which the agent is rules. */
  public StrategyContext(
      SearchSpace space,
      SearchSpec spec,
      Objective objective,
      int searchTasks,
      RandomStreams random,
      SearchListener listener) {
    this(space, spec, objective, searchTasks, random, listener, Optional.empty());
  }

  public StrategyContext {
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(advisor, "advisor");
  }

  /** The tasks of an iteration's batch, the same for all its graphs so that they can be paired. */
  public int[] sharedTasks(int iteration) {
    return RandomStreams.draw(
        random.stream(RandomStreams.Purpose.TASKS, iteration), searchTasks, spec.tasksPerGraph());
  }
}
