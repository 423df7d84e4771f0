package dev.collabgraph.suite;

import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.List;

/** Reads and splits the tasks of a suite, and refuses tasks that its scorer cannot judge. */
public final class TaskSuiteLoader {
  private TaskSuiteLoader() {}

  /**
   * The tasks of a suite.
   *
   * @throws SuiteException if a file cannot be read, breaks a rule, or has not enough tasks
   */
  public static TaskSuite load(SuiteDefinition suite) {
    Path base = DataFiles.folder(suite.file());
    SuiteDefinition.Tasks declared = suite.tasks();
    Scorer scorer = Scorers.create(suite.scorer(), base);
    TaskReader reader = TaskReaders.of(declared.format());
    List<Task> tasks = read(reader, declared, base);
    if (tasks.isEmpty()) {
      throw new SuiteException(
          "Suite \"%s\" has no task: the data holds none. (%s, tasks) Maybe check tasks.path."
              .formatted(suite.name(), suite.file()));
    }
    for (Task task : tasks) {
      try {
        scorer.check(task);
      } catch (IllegalArgumentException e) {
        throw new SuiteException(
            "Task \"%s\" cannot be scored by %s: %s (%s, tasks)"
                .formatted(task.id(), scorer.type(), e.getMessage(), suite.file()),
            e);
      }
    }
    return Splitter.split(suite, tasks, reader.strata())
        .withFiles(DataDigests.of(declared.options(), base));
  }

  private static List<Task> read(TaskReader reader, SuiteDefinition.Tasks declared, Path base) {
    try {
      return reader.read(declared.options(), base);
    } catch (OptionException e) {
      throw new SuiteException(e.getMessage(), e);
    }
  }
}
