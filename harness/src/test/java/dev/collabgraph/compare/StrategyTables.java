package dev.collabgraph.compare;

import dev.collabgraph.report.CompareReports;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The committed tables of strategies on simulated pools; see {@code
 * docs/results/strategies-compared.md}. An interrupted run goes on.
 *
 * <p>Arguments: folder, pools, strategies as in the goal {@code compare}, budgets, seeds, calls,
 * threads; pools, budgets comma-separated. A pool may be followed by {@code :key=value;...}, values
 * laid over the suite.
 */
final class StrategyTables {
  private StrategyTables() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    for (String pool : args[1].split(",")) {
      compare(
          folder,
          pool,
          args[2],
          Arrays.stream(args[3].split(",")).map(Double::valueOf).toList(),
          Integer.parseInt(args[4]),
          args[5],
          Integer.parseInt(args[6]));
    }
  }

  /** Compares on one pool and writes the files below {@code folder/pool}. */
  static Comparison compare(
      Path folder,
      String pool,
      String strategies,
      List<Double> budgets,
      int seeds,
      String calls,
      int threads)
      throws Exception {
    Path out = folder.resolve(pool);
    Files.createDirectories(out);
    Path suite = CompareFixture.suite(out, pool);
    ComparePlan plan =
        new ComparePlan(
            suite,
            new java.util.TreeMap<>(),
            "tables of " + pool,
            Entrant.list(strategies),
            budgets,
            seeds,
            ComparePlan.Calls.parse(calls),
            4000);
    SearchListener listener =
        new SearchListener() {
          @Override
          public void note(String line) {
            System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
          }
        };
    SearchRuntime runtime = CompareFixture.runtime(out, suite, threads).withListener(listener);
    Comparison comparison = CompareRun.run(plan, runtime, Truth.of(suite, Map.of()));
    CompareReports.write(comparison, out);
    dev.collabgraph.report.CompareText.lines(comparison).forEach(System.out::println);
    return comparison;
  }
}
