package dev.collabgraph.compare;

import java.util.Objects;

/**
 * One search of a comparison.
 *
 * @param units budget
 * @param seed from 1
 */
record Cell(Entrant entrant, double units, int seed) {
  Cell {
    Objects.requireNonNull(entrant, "entrant");
  }

  /** For people. */
  String text() {
    return "%s, %s units, seed %d".formatted(entrant.label(), ComparePlan.plain(units), seed);
  }
}
