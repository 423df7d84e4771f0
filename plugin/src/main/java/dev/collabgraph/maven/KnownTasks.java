package dev.collabgraph.maven;

import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.TaskSuite;
import dev.collabgraph.suite.TaskSuiteLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks of a suite by id and by question, so that models which know tasks rather than texts can
 * be asked too.
 *
 * @param byText never changed after construction
 */
record KnownTasks(Map<String, Task> byText) {

  /** Those of a suite; none without one, or where its tasks cannot be read. */
  static KnownTasks of(Optional<SuiteDefinition> suite) {
    Map<String, Task> byText = new LinkedHashMap<>();
    suite.ifPresent(of -> read(of, byText));
    return new KnownTasks(byText);
  }

  private static void read(SuiteDefinition suite, Map<String, Task> byText) {
    try {
      TaskSuite tasks = TaskSuiteLoader.load(suite);
      for (Split split : Split.values()) {
        for (Task task : tasks.tasks(split)) {
          byText.putIfAbsent(task.id(), task);
          byText.putIfAbsent(task.question(), task);
        }
      }
    } catch (SuiteException e) {
      byText.clear(); // a question of one's own needs no tasks, so missing ones are no error
    }
  }

  /** The suite's task with this id or this very question; otherwise a task made of the text. */
  Task task(String text) {
    Task known = byText.get(text);
    return known == null ? new Task("question", text, "") : known;
  }
}
