package dev.collabgraph.compare;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.simulated.TrueAccuracy;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import java.nio.file.Path;
import java.util.Map;

/** The truth about a simulated suite, for tests. */
record Truth(String identity, TrueAccuracy accuracy) implements Oracle {

  static Truth of(Path file, Map<String, String> overrides) {
    SuiteDefinition suite = SuiteLoader.load(file, overrides);
    ProviderSpec provider = suite.providers().get(suite.models().get(0).provider());
    ModelProvider.Context context = SearchRuntime.of(file, file.getParent()).providers();
    return new Truth(
        suite.tasks().options() + " " + provider.options(),
        TrueAccuracy.of(
            provider,
            suite.models().stream()
                .map(model -> ModelProviders.find("simulated").describe(provider, model, context))
                .toList(),
            suite.roles(),
            String.valueOf(suite.tasks().options().get("pool")),
            1));
  }

  @Override
  public double[] scores(CollaborationGraph graph, int tasks, long seed) {
    return accuracy.scores(graph, tasks, 1, seed);
  }
}
