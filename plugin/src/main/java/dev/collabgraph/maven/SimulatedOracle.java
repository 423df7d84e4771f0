package dev.collabgraph.maven;

import dev.collabgraph.compare.Oracle;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.simulated.TrueAccuracy;
import dev.collabgraph.suite.SuiteDefinition;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows how good graphs of a simulated suite truly are.
 *
 * @param identity pool and landscape
 */
record SimulatedOracle(String identity, TrueAccuracy truth) implements Oracle {
  private static final String SIMULATED = "simulated";

  /** The oracle of a suite; empty unless tasks and all models are simulated. */
  static Optional<Oracle> of(SuiteDefinition suite, dev.collabgraph.llm.ModelProvider.Context in) {
    Set<String> used =
        suite.models().stream().map(model -> model.provider()).collect(Collectors.toSet());
    if (!suite.tasks().format().equals(SIMULATED) || used.size() != 1) {
      return Optional.empty();
    }
    ProviderSpec provider = suite.providers().get(used.iterator().next());
    if (!provider.type().equals(SIMULATED)) {
      return Optional.empty();
    }
    String pool = String.valueOf(suite.tasks().options().get("pool"));
    Object seed = suite.tasks().options().getOrDefault("landscapeSeed", 1);
    TrueAccuracy truth =
        TrueAccuracy.of(
            provider,
            suite.models().stream()
                .map(model -> ModelProviders.find(SIMULATED).describe(provider, model, in))
                .toList(),
            suite.roles(),
            pool,
            ((Number) seed).longValue());
    return Optional.of(
        new SimulatedOracle(
            "simulated pool %s, landscape seed %s, %s".formatted(pool, seed, provider.options()),
            truth));
  }

  @Override
  public double[] scores(CollaborationGraph graph, int tasks, long seed) {
    return truth.scores(graph, tasks, 1, seed);
  }
}
