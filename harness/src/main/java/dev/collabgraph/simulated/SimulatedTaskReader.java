package dev.collabgraph.simulated;

import dev.collabgraph.suite.Options;
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
 *   <li>{@code first}: number of the first task, 0 to 1,000,000,000; default 0
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
  private static final String FIRST = "first";
  private static final String SEED = "landscapeSeed";
  private static final Set<String> KEYS = new TreeSet<>(List.of(POOL, COUNT, FIRST, SEED));
  private static final int DEFAULT_COUNT = 1000;
  private static final int MOST = 1_000_000;
  private static final int LAST_FIRST = 1_000_000_000;

  @Override
  public String format() {
    return "simulated";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public void check(Map<String, Object> options) {
    Options checked = Options.of(options, "tasks", KEYS);
    checked.requiredText(POOL, "math");
    checked.oneOf(POOL, "math", Pools.NAMES);
    checked.count(COUNT, DEFAULT_COUNT, 1, MOST);
    checked.count(FIRST, 0, 0, LAST_FIRST);
    checked.whole(SEED, TaskId.DEFAULT_SEED, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    check(options);
    Options checked = Options.of(options, "tasks", KEYS);
    String pool = checked.text(POOL, null);
    int count = checked.count(COUNT, DEFAULT_COUNT, 1, MOST);
    int first = checked.count(FIRST, 0, 0, LAST_FIRST);
    long seed = checked.whole(SEED, TaskId.DEFAULT_SEED, Long.MIN_VALUE, Long.MAX_VALUE);
    PoolConstants.Answers kind = Pools.answers(pool);
    String ask = kind == PoolConstants.Answers.CHOICE ? " Choose A, B, C or D." : "";
    List<Task> tasks = new ArrayList<>(count);
    for (int number = first; number < first + count; number++) {
      TaskId id = new TaskId(pool, seed, number);
      String question = "Problem " + id.text() + " of the simulated pool " + pool + "." + ask;
      tasks.add(new Task(id.text(), question, Landscape.gold(id, kind)));
    }
    return List.copyOf(tasks);
  }
}
