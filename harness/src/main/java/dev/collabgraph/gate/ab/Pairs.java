package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.GateException;
import dev.collabgraph.gate.bench.BenchFile;
import dev.collabgraph.gate.bench.BenchMetric;
import dev.collabgraph.gate.bench.BenchResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The forks of one case measured so far, as files that can be compared. */
final class Pairs {
  private final Map<Side, SortedMap<String, List<BenchResult>>> forks = new EnumMap<>(Side.class);

  Pairs() {
    for (Side side : Side.values()) {
      forks.put(side, new TreeMap<>());
    }
  }

  void add(Side side, BenchResult result) {
    forks.get(side).computeIfAbsent(result.name(), name -> new ArrayList<>()).add(result);
  }

  /** Both sides must measure the same, or some of it would never be judged. */
  void checkAlike(AbCase of) {
    Set<String> base = forks.get(Side.BASE).keySet();
    Set<String> candidate = forks.get(Side.CANDIDATE).keySet();
    if (!base.equals(candidate)) {
      throw new GateException(
          "%s is not the same in both jars: %s in the base, %s in the candidate."
              .formatted(of.name(), base, candidate));
    }
  }

  /** Number of quantities that both sides have. */
  int comparisons() {
    int count = 0;
    for (List<BenchResult> base : forks.get(Side.BASE).values()) {
      List<BenchResult> other = forks.get(Side.CANDIDATE).get(base.get(0).name());
      boolean allocation =
          base.get(0).secondary().containsKey(BenchResult.ALLOCATION)
              && other.get(0).secondary().containsKey(BenchResult.ALLOCATION);
      count += allocation ? 2 : 1;
    }
    return count;
  }

  /** All forks of a side, in order of rounds. */
  BenchFile file(Side side) {
    SortedMap<String, BenchResult> merged = new TreeMap<>();
    forks.get(side).forEach((name, each) -> merged.put(name, merge(each)));
    return new BenchFile(side.text(), merged);
  }

  private static BenchResult merge(List<BenchResult> forks) {
    BenchResult first = forks.get(0);
    SortedMap<String, BenchMetric> secondary = new TreeMap<>();
    for (String name : first.secondary().keySet()) {
      List<BenchMetric> metrics = new ArrayList<>();
      for (BenchResult fork : forks) {
        BenchMetric metric = fork.secondary().get(name);
        if (metric != null) {
          metrics.add(metric);
        }
      }
      secondary.put(name, merged(metrics));
    }
    return new BenchResult(
        first.benchmark(),
        first.mode(),
        first.parameters(),
        first.direction(),
        merged(forks.stream().map(BenchResult::score).toList()),
        secondary,
        first.environment());
  }

  private static BenchMetric merged(List<BenchMetric> metrics) {
    return new BenchMetric(
        metrics.get(0).unit(), metrics.stream().flatMap(m -> m.forks().stream()).toList());
  }
}
