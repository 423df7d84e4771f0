package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.bench.BenchReport;
import dev.collabgraph.gate.bench.Machine;
import java.util.List;
import java.util.Objects;

/**
 * What a session found.
 *
 * @param machine where it ran
 * @param rule what was asked
 * @param rounds how many there were
 * @param report a verdict for every quantity of every benchmark of both jars, as it was when it
 *     first was clear
 * @param records every fork, in the order of measurement
 */
public record AbResult(
    Machine machine, AbRule rule, int rounds, BenchReport report, List<AbRecord> records) {
  public AbResult {
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(report, "report");
    records = List.copyOf(records);
  }
}
