package dev.collabgraph.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.search.SearchResult.Estimate;

/**
 * A result in one line, as texts for people.
 *
 * @param suite name of the suite
 * @param verdict one or two sentences
 * @param score of the winner on the test split, or on validation without one; a dash if none
 * @param interval its 95 % interval in per cent; a dash if none
 * @param n tasks it rests on
 * @param units declared cost of the winner; a dash if none
 * @param beatsBestBaseline whether the winner is shown to be better than the best baseline
 */
public record ResultDigest(
    String suite,
    String verdict,
    String score,
    String interval,
    String n,
    String units,
    boolean beatsBestBaseline) {

  static ResultDigest of(JsonNode tree) {
    JsonNode winner = tree.path("winner");
    Estimate test = ResultTree.estimate(winner.path("test"));
    Estimate shown = test.n() > 0 ? test : ResultTree.estimate(winner.path("validation"));
    return new ResultDigest(
        Format.clean(ResultTree.text(tree, "suite")),
        Format.clean(ResultTree.text(tree.path("verdict"), "text")),
        Format.percent(shown.score()),
        Format.interval(shown),
        Format.count(shown.n()),
        Format.units(ResultTree.number(winner.path("cost"), "units")),
        tree.at("/verdict/beatsBestBaseline").asBoolean());
  }
}
