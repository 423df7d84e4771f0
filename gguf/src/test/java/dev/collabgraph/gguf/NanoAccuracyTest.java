package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.stats.Interval;
import dev.collabgraph.stats.McNemar;
import dev.collabgraph.stats.Rates;
import dev.collabgraph.suite.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures the nano models on held-out problems, alone and merged, through the engine: {@code mvn
 * -Pheavy -pl harness,nano,gguf test -Dtest=NanoAccuracyTest
 * -Dsurefire.failIfNoSpecifiedTests=false}. Writes {@code docs/results/nano-accuracy.csv} and
 * {@code .md}. Every score rests on the first {@value #PER_LEVEL} problems of each level, chosen
 * before the first run; replicate 0.
 */
@Tag("heavy")
class NanoAccuracyTest {
  private static final int PER_LEVEL = 100;
  private static final int LEVELS = 4;
  private static final List<String> MERGED = List.of("fuse 3", "fuse 5", "vote 3", "vote 5");
  private static final Path RESULTS = Path.of("..", "docs", "results");

  private final StringBuilder csv =
      new StringBuilder("family,model,shape,level,right,n,rate,low,high\n");
  private final StringBuilder table = new StringBuilder();
  private final Map<String, Double> overall = new LinkedHashMap<>();

  /** Models whose merged answers (fuser or vote) beat one answer at p < 0.05 / merged shapes. */
  private final Set<String> gained = new TreeSet<>();

  @Test
  void measuresEachSizeAloneAndMerged() throws Exception {
    Assumptions.assumeTrue(Platform.current().built(), "no native library for this platform");
    table.append(
        "# The nano models on held-out problems\n\n"
            + "Rates with 95 % intervals (Wilson), temperature 0.7, "
            + PER_LEVEL
            + " problems a level, all through the engine. p: McNemar's exact test, two-sided,"
            + " against the same model alone on the same problems.\n");
    for (String family : List.of("arith", "lists")) {
      try (NanoSuite suite = new NanoSuite(family, Runtime.getRuntime().availableProcessors())) {
        measure(family, suite);
      }
    }
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve("nano-accuracy.csv"), csv);
    Files.writeString(RESULTS.resolve("nano-accuracy.md"), table);

    for (String family : List.of("arith", "lists")) {
      double small = overall.get(family + " nano-s single");
      double middle = overall.get(family + " nano-m single");
      double large = overall.get(family + " nano-l single");
      assertThat(middle).as("%s: m against s", family).isGreaterThan(small);
      assertThat(large).as("%s: l against m", family).isGreaterThan(middle);
    }
    assertThat(gained).as("sizes for which merging beats a single answer").hasSizeGreaterThan(1);
  }

  private void measure(String family, NanoSuite suite) throws Exception {
    table
        .append("\n## ")
        .append(family)
        .append("\n\n| model | shape | level 1 | level 2 | level 3 | level 4 | all | p |\n")
        .append("|---|---|---|---|---|---|---|---|\n");
    for (String model : NanoSuite.MODELS) {
      double[] alone = null;
      for (String shape : NanoSuite.SHAPES) {
        List<Double> scores = new ArrayList<>();
        table.append("| ").append(model).append(" | ").append(shape).append(" |");
        for (int level = 1; level <= LEVELS; level++) {
          List<Task> tasks = suite.tasks(level).subList(0, PER_LEVEL);
          List<Trace> traces = suite.run(NanoSuite.graph(shape, model), tasks);
          assertThat(traces).allMatch(Trace::conclusive);
          List<Double> here = traces.stream().map(Trace::score).toList();
          cell(family, model, shape, String.valueOf(level), here);
          scores.addAll(here);
        }
        Interval all = cell(family, model, shape, "all", scores);
        overall.put(family + " " + model + " " + shape, all.value());
        double[] array = scores.stream().mapToDouble(Double::doubleValue).toArray();
        double p = alone == null ? 1 : McNemar.pValue(array, alone);
        table.append(alone == null ? " |" : " " + text(p) + " |").append('\n');
        boolean better = all.value() > overall.get(family + " " + model + " single");
        if (MERGED.contains(shape) && better && p < 0.05 / MERGED.size()) {
          gained.add(model);
        }
        alone = alone == null ? array : alone;
      }
    }
  }

  private Interval cell(
      String family, String model, String shape, String level, List<Double> scores) {
    int right = (int) Math.round(scores.stream().mapToDouble(Double::doubleValue).sum());
    Interval rate = Rates.wilson(right, scores.size());
    csv.append(
        String.format(
            Locale.ROOT,
            "%s,%s,%s,%s,%d,%d,%.4f,%.4f,%.4f%n",
            family,
            model,
            shape,
            level,
            right,
            scores.size(),
            rate.value(),
            rate.low(),
            rate.high()));
    table.append(
        String.format(
            Locale.ROOT,
            " %.1f (%.1f to %.1f) |",
            100 * rate.value(),
            100 * rate.low(),
            100 * rate.high()));
    return rate;
  }

  private static String text(double value) {
    return value < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", value);
  }
}
