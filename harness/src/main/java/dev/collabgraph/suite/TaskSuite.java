package dev.collabgraph.suite;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tasks, split. Immutable.
 *
 * @param name of the suite
 * @param search tasks of {@link Split#SEARCH}, one or more
 * @param validation tasks of {@link Split#VALIDATION}
 * @param test tasks of {@link Split#TEST}
 * @param inputTokens A of the cost model: average tokens of a question's prompt; NaN = not
 *     declared, to be measured before the first graph is costed
 * @param outputTokens B of the cost model: average tokens of an answer; NaN as above
 * @param digest hex SHA-256 over the tasks' content and their split
 * @param files hex SHA-256 of the data by path as declared; empty if it came from no file
 */
public record TaskSuite(
    String name,
    List<Task> search,
    List<Task> validation,
    List<Task> test,
    double inputTokens,
    double outputTokens,
    String digest,
    SortedMap<String, String> files) {

  public TaskSuite {
    search = List.copyOf(search);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  TaskSuite withFiles(Map<String, String> digests) {
    return new TaskSuite(
        name, search, validation, test, inputTokens, outputTokens, digest, new TreeMap<>(digests));
  }

  /** Hex SHA-256 of the tasks of one split in their order; ids have no part in it. */
  public String digest(Split split) {
    Digests all = new Digests();
    tasks(split).forEach(task -> all.add(task.digest()));
    return all.hex();
  }

  /** The tasks of a split. */
  public List<Task> tasks(Split split) {
    return switch (split) {
      case SEARCH -> search;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
