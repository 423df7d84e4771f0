package dev.collabgraph.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.suite.scoring.math.BoxedAnswer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Format {@code math}: the user's own copy of the MATH data set, as folders of JSON files ({@code
 * problem, level, type, solution}) or as one JSON Lines file with the same keys (or {@code subject}
 * for the type and {@code answer} for the answer). The gold answer is what the solution's last box
 * holds. Options: {@code path}, {@code root}, {@code types} and {@code levels} (lists; default:
 * all). Fields {@code level} and {@code type}; splits are stratified by both.
 */
public final class MathTaskReader implements TaskReader {
  private static final Set<String> KEYS = PathOptions.keys("types", "levels");

  @Override
  public String format() {
    return "math";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public Set<String> fields(Map<String, Object> options) {
    return Set.of("level", "type");
  }

  @Override
  public List<String> strata() {
    return List.of("type", "level");
  }

  @Override
  public void check(Map<String, Object> options) {
    Options checked = PathOptions.checked(options, KEYS, "MATH/test");
    checked.texts("types");
    checked.texts("levels");
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    Options checked = PathOptions.checked(options, KEYS, "MATH/test");
    List<String> types = checked.texts("types");
    List<String> levels = checked.texts("levels");
    Path target = PathOptions.resolve(checked, baseDirectory);
    TaskIds tasks = new TaskIds();
    for (Path file : PathOptions.files(target, ".json")) {
      if (file.getFileName().toString().endsWith(".jsonl")) {
        JsonRecords.lines(file, (node, where) -> add(tasks, node, null, where, types, levels));
      } else {
        String name = target.relativize(file).toString().replace('\\', '/');
        String id = name.isEmpty() ? file.getFileName().toString() : name;
        String where = file + ":1";
        JsonNode node = JsonRecords.object(DataFiles.text(file), where);
        add(tasks, node, id.replaceAll("\\.json$", ""), where, types, levels);
      }
    }
    return tasks.list();
  }

  private static void add(
      TaskIds tasks,
      JsonNode node,
      String id,
      String where,
      List<String> types,
      List<String> levels) {
    Map<String, String> fields = new LinkedHashMap<>();
    String level = JsonRecords.required(node, "level", where);
    fields.put("level", level.matches("[0-9]") ? "Level " + level : level);
    fields.put("type", JsonRecords.required(node, node.has("type") ? "type" : "subject", where));
    boolean wanted =
        (types.isEmpty() || types.contains(fields.get("type")))
            && (levels.isEmpty() || levels.contains(fields.get("level")) || levels.contains(level));
    if (!wanted) {
      return;
    }
    String question = JsonRecords.required(node, "problem", where);
    String answer = node.has("answer") ? JsonRecords.required(node, "answer", where) : null;
    if (answer == null) {
      answer = BoxedAnswer.of(JsonRecords.required(node, "solution", where));
    }
    if (answer == null || answer.isBlank()) {
      throw new SuiteException(
          "The solution boxes no answer. (%s) Maybe remove the record.".formatted(where));
    }
    String key = id != null ? id : JsonRecords.text(node, "unique_id");
    tasks.add(
        new Task(
            key != null
                ? key
                : "math-" + Digests.content(question, answer, fields).substring(0, 16),
            question,
            answer,
            fields),
        where);
  }
}
