package dev.collabgraph.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.search.SearchResult;

/** {@code best.graph.json}. */
final class BestGraphJson {
  private BestGraphJson() {}

  static String of(SearchResult result) {
    ObjectNode root = ResultJson.graph(result.winner().graph());
    ArrayNode models = root.putArray("models");
    result.settings().models().forEach(model -> models.add(model.id()));
    return ResultJson.write(root);
  }
}
