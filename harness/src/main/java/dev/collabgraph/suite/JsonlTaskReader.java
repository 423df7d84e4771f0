package dev.collabgraph.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Format {@code jsonl}: one JSON object a line, blank lines skipped. Texts are taken as they are,
 * numbers and booleans as written, lists and objects as JSON. Options: {@code path}, {@code root}
 * and those of {@link Columns}.
 */
public final class JsonlTaskReader implements TaskReader {
  @Override
  public String format() {
    return "jsonl";
  }

  @Override
  public Set<String> optionKeys() {
    return Columns.KEYS;
  }

  @Override
  public Set<String> fields(Map<String, Object> options) {
    return Columns.of(Options.of(options, "tasks", Columns.KEYS)).fields().keySet();
  }

  @Override
  public void check(Map<String, Object> options) {
    Options checked = Options.of(options, "tasks", Columns.KEYS);
    checked.requiredText("path", "data/tasks.jsonl");
    checked.text("root", null);
    Columns.of(checked);
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "tasks", Columns.KEYS);
    Columns columns = Columns.of(checked);
    Path file =
        DataFiles.resolve(
            baseDirectory,
            checked.text("root", null),
            checked.requiredText("path", "data/tasks.jsonl"));
    TaskIds tasks = new TaskIds();
    JsonRecords.lines(
        file,
        (node, where) ->
            tasks.add(
                columns.task(
                    column -> JsonRecords.text(node, column), JsonRecords.names(node), where),
                where));
    return tasks.list();
  }
}
