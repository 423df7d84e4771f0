package dev.collabgraph.report;

import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.GraphDocument.Cost;
import dev.collabgraph.graph.GraphDocument.Equality;
import dev.collabgraph.graph.GraphDocument.Provider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code best.graph.json}: the winner with all it needs to run alone. */
final class BestGraphJson {
  private BestGraphJson() {}

  static String of(SearchResult result) {
    SearchSettings settings = result.settings();
    SearchResult.Winner winner = result.winner();
    Map<String, Provider> providers = new LinkedHashMap<>();
    for (ProviderSpec provider : settings.providers()) {
      providers.put(provider.id(), new Provider(provider.type(), provider.options()));
    }
    return GraphDocument.of(
            result.suite(),
            winner.graph(),
            new Cost(settings.search().metric(), winner.costUnits()),
            settings.roles(),
            settings.models(),
            providers,
            new Equality(settings.scorer().type(), settings.scorer().options()),
            Map.of(
                "graph", winner.graph().digest(),
                "settings", result.digests().settings(),
                "tasks", result.digests().tasks()))
        .toJson();
  }
}
