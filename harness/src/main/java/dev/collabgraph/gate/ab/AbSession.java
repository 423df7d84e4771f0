package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.GateException;
import dev.collabgraph.gate.bench.BenchComparison;
import dev.collabgraph.gate.bench.BenchReport;
import dev.collabgraph.gate.bench.BenchResult;
import dev.collabgraph.gate.bench.BenchVerdict;
import dev.collabgraph.gate.bench.InterleavedGate;
import dev.collabgraph.gate.bench.Machine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Measures two benchmark jars in turn and judges each benchmark of both.
 *
 * <p>In a round every open case is measured once by each jar, one fork right after the other. Which
 * jar is first is drawn for odd rounds and reversed in the round after (ABBA or BAAB), so that a
 * machine that slowly becomes faster or slower favours neither; the order of the cases is shuffled
 * in every round. After some rounds the case is looked at: a quantity whose verdict is clear keeps
 * it, and a case all of whose quantities are clear is measured no more.
 *
 * <p>Cost: at most cases x 2 x rounds forks, one at a time. Not thread-safe.
 */
public final class AbSession {
  private final AbRule rule;
  private final Forks forks;
  private final Consumer<String> progress;

  private final SortedMap<AbCase, Pairs> pairs = new TreeMap<>();
  private final SortedMap<String, BenchComparison> verdicts = new TreeMap<>();
  private final SortedSet<String> warnings = new TreeSet<>();
  private final List<AbRecord> records = new ArrayList<>();

  AbSession(AbRule rule, Forks forks, Consumer<String> progress) {
    this.rule = rule;
    this.forks = forks;
    this.progress = progress;
  }

  /**
   * A session over two jars.
   *
   * @param progress told a line after every round
   */
  public static AbSession of(AbRule rule, JarForks forks, Consumer<String> progress) {
    return new AbSession(rule, forks, progress);
  }

  /**
   * Runs it to the end.
   *
   * @throws GateException if a jar is no JMH jar, the candidate lacks a benchmark of the base, or a
   *     fork dies
   */
  public AbResult run() {
    SortedSet<AbCase> base = forks.cases(Side.BASE);
    SortedSet<AbCase> candidate = forks.cases(Side.CANDIDATE);
    SortedSet<AbCase> both = new TreeSet<>(base);
    both.retainAll(candidate);
    if (both.isEmpty()) {
      throw new GateException(
          "The jars have no benchmark in common: %s in the base, %s in the candidate."
              .formatted(named(base), named(candidate)));
    }
    List<String> missing = names(base, both);
    if (!missing.isEmpty()) {
      throw new GateException(
          "The candidate lacks %s of the base's benchmarks: %s. If that is meant, ask only for those of both: -Dcollabgraph.benchInclude=..."
              .formatted(missing.size(), String.join("; ", missing)));
    }
    for (AbCase each : both) {
      pairs.put(each, new Pairs());
    }
    int rounds = rounds(new ArrayList<>(both));
    BenchReport report =
        new BenchReport(
            List.copyOf(verdicts.values()),
            List.of(),
            names(candidate, both),
            List.copyOf(warnings));
    return new AbResult(Machine.here(), rule, rounds, report, records);
  }

  private static String named(SortedSet<AbCase> cases) {
    return cases.isEmpty() ? "none" : cases.first().name() + " and others";
  }

  private static List<String> names(SortedSet<AbCase> of, SortedSet<AbCase> without) {
    return of.stream().filter(each -> !without.contains(each)).map(AbCase::name).toList();
  }

  private int rounds(List<AbCase> open) {
    Random random = new Random(rule.seed());
    SortedMap<AbCase, Side> first = new TreeMap<>();
    SortedSet<Integer> looks = rule.looks();
    int comparisons = 0;
    for (int round = 1; round <= rule.most(); round++) {
      Collections.shuffle(open, random);
      for (AbCase each : open) {
        Side side =
            round % 2 == 1
                ? random.nextBoolean() ? Side.BASE : Side.CANDIDATE
                : first.get(each).other();
        first.put(each, side);
        measure(side, each, round);
        measure(side.other(), each, round);
        pairs.get(each).checkAlike(each);
      }
      if (round == 1) {
        comparisons = pairs.values().stream().mapToInt(Pairs::comparisons).sum();
      }
      if (looks.contains(round)) {
        InterleavedGate gate = new InterleavedGate(rule.bench(), comparisons, looks.size());
        boolean last = round == rule.most();
        open.removeIf(each -> look(gate, each, last));
        Collections.sort(open);
      }
      progress.accept(progress(round, open.size()));
      if (open.isEmpty()) {
        return round;
      }
    }
    return rule.most();
  }

  private String progress(int round, int open) {
    return "round %s of at most %s: %s of %s benchmarks open"
        .formatted(round, rule.most(), open, pairs.size());
  }

  private void measure(Side side, AbCase of, int round) {
    for (BenchResult result : forks.measure(side, of, round)) {
      pairs.get(of).add(side, result);
      records.add(new AbRecord(records.size() + 1, round, side, result));
    }
  }

  /** Keeps what is clear, and all of it if {@code last}. Whether the case needs no more rounds. */
  private boolean look(InterleavedGate gate, AbCase of, boolean last) {
    Pairs forksOf = pairs.get(of);
    BenchReport report = gate.compare(forksOf.file(Side.BASE), forksOf.file(Side.CANDIDATE));
    warnings.addAll(report.warnings());
    boolean closed = true;
    for (BenchComparison comparison : report.comparisons()) {
      if (comparison.verdict() != BenchVerdict.INCONCLUSIVE || last) {
        verdicts.putIfAbsent(key(comparison), comparison);
      }
      closed &= verdicts.containsKey(key(comparison));
    }
    return closed;
  }

  /** Sorts by name, time before allocation, as a comparison of files does. */
  private static String key(BenchComparison comparison) {
    return comparison.benchmark() + (comparison.quantity().equals("allocation") ? " 1" : " 0");
  }
}
