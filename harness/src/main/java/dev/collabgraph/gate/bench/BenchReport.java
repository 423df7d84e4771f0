package dev.collabgraph.gate.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison found.
 *
 * @param comparisons in order of names, time before allocation
 * @param missing benchmarks of the base that were not run; no evidence, so the gate says no
 * @param added benchmarks that the base does not know; not judged
 * @param warnings what makes the comparison doubtful, the environment above all
 */
public record BenchReport(
    List<BenchComparison> comparisons,
    List<String> missing,
    List<String> added,
    List<String> warnings) {

  public BenchReport {
    comparisons = List.copyOf(comparisons);
    missing = List.copyOf(missing);
    added = List.copyOf(added);
    warnings = List.copyOf(warnings);
  }

  /** Number of comparisons with a verdict. */
  public int count(BenchVerdict verdict) {
    return (int) comparisons.stream().filter(c -> c.verdict() == verdict).count();
  }

  /** Whether something became worse or was not run. */
  public boolean failed() {
    return count(BenchVerdict.FAIL) > 0 || !missing.isEmpty();
  }

  /** Everything, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    comparisons.forEach(comparison -> lines.add(comparison.line()));
    missing.forEach(name -> lines.add("missing " + name + ": in the base, not in this run"));
    added.forEach(name -> lines.add("new " + name + ": not in the base, not judged"));
    return lines;
  }

  /** The counts in a sentence. */
  public String summary() {
    return "%s comparisons: %s pass, %s fail, %s inconclusive; %s benchmarks missing, %s new"
        .formatted(
            comparisons.size(),
            count(BenchVerdict.PASS),
            count(BenchVerdict.FAIL),
            count(BenchVerdict.INCONCLUSIVE),
            missing.size(),
            added.size());
  }
}
