package dev.collabgraph.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects tasks and refuses an id that two different tasks have. */
final class TaskIds {
  private final List<Task> tasks = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<String> places = new ArrayList<>();

  /**
   * Adds a task; a second one equal in everything is kept too and counted once when the suite is
   * split.
   */
  void add(Task task, String where) {
    Integer earlier = indexes.putIfAbsent(task.id(), tasks.size());
    if (earlier != null && !tasks.get(earlier).equals(task)) {
      throw new SuiteException(
          "Two tasks have the id \"%s\", here and at %s. (%s) Maybe remove one, or leave out tasks.id for ids made from the content."
              .formatted(task.id(), places.get(earlier), where));
    }
    tasks.add(task);
    places.add(where);
  }

  List<Task> list() {
    return tasks;
  }
}
