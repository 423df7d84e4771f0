package dev.collabgraph.gate;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * What a search's result measures: means only, since it keeps no outcome of a single task.
 *
 * @param search a conclusive result
 */
record SearchMeasurements(SearchEvidence search) {

  Observation observe(Metric metric) {
    return switch (metric.kind()) {
      case ACCURACY -> accuracy();
      case LEAD -> lead();
      case DECLARED_UNITS -> declared(search.declaredUnits());
      case COST_UNITS -> known(search.measuredUnits(), "as counted");
      case LATENCY_MEAN -> known(search.latencySeconds(), "mean of the winner");
      default ->
          Observation.unknown(
              "the result of a search keeps no single runs",
              "Run: mvn collabgraph:evaluate -Dcollabgraph.suite=%s and judge that: -Dcollabgraph.evidence=evaluation"
                  .formatted(search.suite()));
    };
  }

  private Observation accuracy() {
    SearchEvidence.Numbers score = search.score();
    return known(
        score.value(),
        String.format(
            Locale.ROOT,
            "95 %% interval %.3f to %.3f, %s tasks of the %s split",
            score.low(),
            score.high(),
            score.n(),
            search.split()));
  }

  private Observation lead() {
    SearchEvidence.Numbers lead = search.lead();
    if (search.bestBaseline() == null || Double.isNaN(lead.value())) {
      return Observation.unknown(
          "the search compared with no baseline",
          "Run: mvn collabgraph:search -Dcollabgraph.force -Dcollabgraph.suite=" + search.suite());
    }
    String interval =
        Double.isNaN(lead.low())
            ? ""
            : String.format(
                Locale.ROOT,
                "95 %% interval %+.1f to %+.1f, ",
                100 * lead.low(),
                100 * lead.high());
    BigDecimal points = BigDecimal.valueOf(lead.value()).movePointRight(2);
    return Observation.of(points, interval + "over " + search.bestBaseline());
  }

  static Observation declared(double units) {
    return known(units, "as declared");
  }

  private static Observation known(double value, String detail) {
    return Double.isNaN(value)
        ? Observation.unknown("it is not known", "Limit declaredUnits instead.")
        : Observation.of(BigDecimal.valueOf(value), detail);
  }
}
