package dev.collabgraph.compare;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is compared: every entrant at every budget with every seed.
 *
 * @param suite file of the suite
 * @param overrides values laid over it for all
 * @param identity digest of everything a search starts from: suite, files it names, engine
 * @param entrants in the order of the tables; the first is the one the others are compared with
 * @param budgets units, each once
 * @param seeds 1 to this number; a seed fixes tasks, answers and draws for all entrants
 * @param calls cap of one search, probes and validation and the agent included
 * @param judgedTasks tasks from which an oracle takes a graph's true score, 100 or more; without
 *     one the test split is asked
 */
public record ComparePlan(
    Path suite,
    SortedMap<String, String> overrides,
    String identity,
    List<Entrant> entrants,
    List<Double> budgets,
    int seeds,
    Calls calls,
    int judgedTasks) {

  /** Fewest seeds for intervals. */
  public static final int FEWEST_SEEDS = 2;

  /**
   * A cap on logical calls.
   *
   * @param amount above 0
   * @param perUnit whether it is multiplied by the units of the budget
   */
  public record Calls(double amount, boolean perUnit) {
    public Calls {
      if (!(amount > 0 && amount <= 1e12)) {
        throw new IllegalArgumentException(
            "calls is %s, expected a number above 0, as in 20000 or 200/unit.".formatted(amount));
      }
    }

    /** Reads {@code 20000} or {@code 200/unit}. */
    public static Calls parse(String text) {
      String plain = text.strip();
      boolean perUnit = plain.endsWith("/unit");
      try {
        return new Calls(
            Double.parseDouble(perUnit ? plain.substring(0, plain.length() - 5) : plain), perUnit);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "calls is \"%s\", expected a number above 0, as in 20000 or 200/unit.".formatted(text),
            e);
      }
    }

    /** The cap at a budget. */
    public long at(double units) {
      return Math.max(1, Math.round(perUnit ? amount * units : amount));
    }
  }

  public ComparePlan {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(calls, "calls");
    overrides = new TreeMap<>(overrides);
    entrants = List.copyOf(entrants);
    budgets = List.copyOf(budgets);
    if (seeds < FEWEST_SEEDS) {
      throw new IllegalArgumentException(
          "seeds is %d, expected %d or more: one run proves nothing."
              .formatted(seeds, FEWEST_SEEDS));
    }
    if (judgedTasks < 100) {
      throw new IllegalArgumentException(
          "judgedTasks is %d, expected 100 or more.".formatted(judgedTasks));
    }
    if (budgets.isEmpty() || new HashSet<>(budgets).size() < budgets.size()) {
      throw new IllegalArgumentException(
          "budgets is %s, expected one or more units, each once.".formatted(budgets));
    }
    if (entrants.isEmpty()) {
      throw new IllegalArgumentException("There is no strategy to compare.");
    }
  }

  /** The suite as one cell searches it. */
  SuiteDefinition suite(Cell cell, boolean freshTasks) {
    Map<String, String> all = new TreeMap<>(overrides);
    all.putAll(cell.entrant().overrides());
    all.put("search.seed", Long.toString(cell.seed()));
    all.put("search.budget.units", plain(cell.units()));
    all.put("spend.calls", Long.toString(calls.at(cell.units())));
    if (freshTasks) {
      all.put("splits.seed", Long.toString(cell.seed()));
    }
    SuiteDefinition loaded = SuiteLoader.load(suite, all);
    if (cell.entrant().overrides().containsKey(Entrant.ITERATIONS)) {
      return loaded;
    }
    all.put(Entrant.ITERATIONS, Long.toString(iterations(loaded, calls.at(cell.units()))));
    return SuiteLoader.load(suite, all);
  }

  /**
   * More iterations than the calls pay for, even if most of them are shared; not without end, since
   * in a small space all calls may be.
   */
  private static long iterations(SuiteDefinition suite, long calls) {
    long batch = (long) suite.search().graphsPerIteration() * suite.search().tasksPerGraph();
    return Math.max(10, Math.min(100_000, 4 * calls / batch));
  }

  /** A number without needless digits. */
  static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
