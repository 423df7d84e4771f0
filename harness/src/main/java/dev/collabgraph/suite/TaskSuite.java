package dev.collabgraph.suite;

import java.util.List;

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
 */
public record TaskSuite(
    String name,
    List<Task> search,
    List<Task> validation,
    List<Task> test,
    double inputTokens,
    double outputTokens,
    String digest) {

  public TaskSuite {
    search = List.copyOf(search);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
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
