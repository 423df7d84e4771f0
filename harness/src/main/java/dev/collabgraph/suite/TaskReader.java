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
   * Reads all tasks in file order.
   *
   * @param options the keys under {@code tasks} but for the common ones
   * @param baseDirectory against which relative paths are resolved
   * @throws SuiteException naming file, line and rule
   */
  List<Task> read(Map<String, Object> options, Path baseDirectory);
}
