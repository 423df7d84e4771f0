package dev.collabgraph.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Extension point: reads tasks of one {@code format}. Found through {@link
 * java.util.ServiceLoader}.
 */
public interface TaskReader {

  /** The {@code format} in suite files. */
  String format();

  /** Option keys this reader knows besides those common to all, for "did you mean". */
  Set<String> optionKeys();

  /**
   * Names of the fields that every task will have, for templates. The default: none.
   *
   * @param options as in {@link #read}
   */
  default Set<String> fields(Map<String, Object> options) {
    return Set.of();
  }

  /**
   * Fields by which splits are stratified, so that each split has about the same share of every
   * combination of values. The default: none.
   */
  default List<String> strata() {
    return List.of();
  }

  /**
   * Refuses options of a wrong type or range before any file is touched. The default accepts all.
   *
   * @throws IllegalArgumentException preferably made by {@link Options}, which names the key
   */
  default void check(Map<String, Object> options) {}

  /**
   * Reads all tasks in file order.
   *
   * @param options the keys under {@code tasks} but for the common ones
   * @param baseDirectory against which relative paths are resolved
   * @throws SuiteException naming file, line and rule
   */
  List<Task> read(Map<String, Object> options, Path baseDirectory);
}
