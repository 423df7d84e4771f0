package dev.collabgraph.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.search.Measure;
import dev.collabgraph.search.SearchResult.FrontPoint;
import dev.collabgraph.search.score.FrontCover;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The front over all budgets of a sweep: of every finalist and baseline that any of the searches
 * asked on validation, by the measures the suite's front has.
 */
record SweepFront(List<Measure> measures, double units, FrontCover cover) {

  /**
   * From the trees of {@code result.json} by units.
   *
   * @return empty if one of them holds no points, as those of older versions, or other measures
   */
  static Optional<SweepFront> of(SortedMap<Double, JsonNode> results) {
    List<Measure> measures = null;
    List<FrontPoint> points = new ArrayList<>();
    for (Map.Entry<Double, JsonNode> result : results.entrySet()) {
      if (!result.getValue().path("winner").isObject()) {
        continue; // an inconclusive search found nothing
      }
      JsonNode front = result.getValue().path("front");
      List<Measure> own = measures(front);
      if (own.isEmpty() || !front.path("points").isArray()) {
        return Optional.empty();
      }
      if (measures != null && !measures.equals(own)) {
        return Optional.empty();
      }
      measures = own;
      for (JsonNode point : front.get("points")) {
        points.add(point(point, result.getKey()));
      }
    }
    return measures == null
        ? Optional.empty()
        : Optional.of(
            new SweepFront(
                measures, results.lastKey(), FrontCover.of(measures, results.lastKey(), points)));
  }

  private static List<Measure> measures(JsonNode front) {
    List<Measure> measures = new ArrayList<>();
    for (JsonNode id : front.path("measures")) {
      Arrays.stream(Measure.values())
          .filter(each -> each.id().equals(id.asText()))
          .forEach(measures::add);
    }
    return List.copyOf(measures);
  }

  private static FrontPoint point(JsonNode point, double units) {
    return new FrontPoint(
        "%s at %s units".formatted(ResultTree.text(point, "name"), Format.units(units)),
        point.path("searched").asBoolean(),
        ResultTree.number(point, "score"),
        ResultTree.number(point, "units"),
        ResultTree.number(point, "latencySeconds"));
  }

  void write(ObjectNode node) {
    ArrayNode names = node.putArray("measures");
    measures.forEach(each -> names.add(each.id()));
    ResultJson.number(node, "units", units);
    ResultJson.number(node, "hypervolume", cover.searched());
    ResultJson.number(node, "baselinesHypervolume", cover.baselines());
    ArrayNode points = node.putArray("points");
    for (FrontPoint each : cover.front()) {
      ObjectNode point = points.addObject().put("name", each.name());
      point.put("searched", each.searched());
      ResultJson.number(point, "score", each.score());
      ResultJson.number(point, "units", each.costUnits());
      ResultJson.number(point, "latencySeconds", each.latencySeconds());
    }
  }

  /** For a console, at most 100 columns each. */
  List<String> lines() {
    long found = cover.front().stream().filter(FrontPoint::searched).count();
    return List.of(
        "Front of %s on validation, all budgets: %s graphs, %s of them searched."
            .formatted(
                String.join(", ", measures.stream().map(Measure::id).toList()),
                cover.front().size(),
                found),
        "Share of the box up to %s units that is dominated: %s by searched graphs, %s by baselines."
            .formatted(Format.units(units), share(cover.searched()), share(cover.baselines())));
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "unknown" : String.format(Locale.ROOT, "%.3f", share);
  }
}
