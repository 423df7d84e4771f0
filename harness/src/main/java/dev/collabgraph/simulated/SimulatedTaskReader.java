package dev.collabgraph.simulated;

import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.TaskReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tasks of the simulated landscape, {@code format: simulated}. Options:
 *
 * <ul>
 *   <li>{@code pool}: {@code math}, {@code mmlu}, {@code humaneval}, or one of these with {@code
 *       -with-70b}; required
 *   <li>{@code count}: number of tasks, 1 to 1,000,000; default 1000
 *   <li>{@code landscapeSeed}: which tasks these are; default 1. It is part of the tasks' ids, so
 *       the provider needs no seed of its own to know them again
 * </ul>
 *
 * <p>Pools {@code math} and {@code humaneval} have integer answers, for the scorers {@code numeric}
 * or {@code exact}; {@code mmlu} has letters A to D, for {@code choice}.
 */
public final class SimulatedTaskReader implements TaskReader {
  private static final String POOL = "pool";
  private static final String COUNT = "count";
  private static final String SEED = "landscapeSeed";
  private static final int MOST = 1_000_000;

  @Override
  public String format() {
    return "simulated";
  }

  @Override
  public Set<String> optionKeys() {
    return Set.of(POOL, COUNT, SEED);
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    for (String key : new TreeSet<>(options.keySet())) {
      if (!optionKeys().contains(key)) {
        throw new SuiteException(
            "tasks."
                + key
                + " is not an option of format simulated, expected one of "
                + new TreeSet<>(optionKeys())
                + ".");
      }
    }
    String pool = String.valueOf(options.get(POOL));
    if (!Pools.exists(pool)) {
      throw new SuiteException(
          "tasks.pool is \"" + pool + "\", expected one of " + Pools.NAMES + ".");
    }
    int count = (int) whole(options, COUNT, 1000, 1, MOST);
    long seed = whole(options, SEED, TaskId.DEFAULT_SEED, Long.MIN_VALUE, Long.MAX_VALUE);
    PoolConstants.Answers kind = Pools.answers(pool);
    String ask = kind == PoolConstants.Answers.CHOICE ? " Choose A, B, C or D." : "";
    List<Task> tasks = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      TaskId id = new TaskId(pool, seed, number);
      String question = "Problem " + id.text() + " of the simulated pool " + pool + "." + ask;
      tasks.add(new Task(id.text(), question, Landscape.gold(id, kind)));
    }
    return List.copyOf(tasks);
  }

  private static long whole(
      Map<String, Object> options, String key, long byDefault, long least, long most) {
    Object value = options.getOrDefault(key, byDefault);
    boolean isWhole = value instanceof Integer || value instanceof Long;
    if (!isWhole || ((Number) value).longValue() < least || ((Number) value).longValue() > most) {
      throw new SuiteException(
          "tasks."
              + key
              + " is "
              + value
              + ", expected a whole number from "
              + least
              + " to "
              + most
              + ".");
    }
    return ((Number) value).longValue();
  }
}
