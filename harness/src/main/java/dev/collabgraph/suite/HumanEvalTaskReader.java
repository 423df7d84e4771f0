package dev.collabgraph.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Format {@code humaneval}: the user's own copy of HumanEval in OpenAI's JSON Lines ({@code
 * task_id, prompt, canonical_solution, test, entry_point}) or of MultiPL-E's Python variant ({@code
 * name, prompt, tests}), whose tests call themselves. Options: {@code path}, {@code root}. Fields
 * {@code test}, {@code entry_point} and {@code style} ({@code openai}: the test defines {@code
 * check(candidate)}; {@code multipl-e}: the test runs as it is). The gold answer is the canonical
 * solution; MultiPL-E has none, so there it is the tests.
 */
public final class HumanEvalTaskReader implements TaskReader {
  private static final Set<String> KEYS = PathOptions.keys();
  private static final Pattern FUNCTION =
      Pattern.compile("(?m)^def[ \\t]{1,8}([A-Za-z_][A-Za-z0-9_]{0,200})[ \\t]{0,8}\\(");

  @Override
  public String format() {
    return "humaneval";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public Set<String> fields(Map<String, Object> options) {
    return Set.of("test", "entry_point", "style");
  }

  @Override
  public void check(Map<String, Object> options) {
    PathOptions.checked(options, KEYS, "HumanEval.jsonl");
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    Options checked = PathOptions.checked(options, KEYS, "HumanEval.jsonl");
    TaskIds tasks = new TaskIds();
    JsonRecords.lines(
        PathOptions.resolve(checked, baseDirectory),
        (node, where) ->
            tasks.add(node.has("tests") ? multiple(node, where) : openai(node, where), where));
    return tasks.list();
  }

  private static Task openai(JsonNode node, String where) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("test", JsonRecords.required(node, "test", where));
    fields.put("entry_point", JsonRecords.required(node, "entry_point", where));
    fields.put("style", "openai");
    return new Task(
        JsonRecords.required(node, "task_id", where),
        JsonRecords.required(node, "prompt", where),
        JsonRecords.required(node, "canonical_solution", where),
        fields);
  }

  private static Task multiple(JsonNode node, String where) {
    String prompt = JsonRecords.required(node, "prompt", where);
    String tests = JsonRecords.required(node, "tests", where);
    String entry = JsonRecords.text(node, "entry_point");
    Matcher matcher = FUNCTION.matcher(prompt);
    while (entry == null && matcher.find()) {
      entry = lastFunction(matcher);
    }
    if (entry == null) {
      throw new SuiteException(
          "The prompt defines no function, so there is no entry point. (%s) Maybe add the key entry_point."
              .formatted(where));
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("test", tests);
    fields.put("entry_point", entry);
    fields.put("style", "multipl-e");
    return new Task(JsonRecords.required(node, "name", where), prompt, tests, fields);
  }

  /** The function to be written comes after its helpers. */
  private static String lastFunction(Matcher matcher) {
    String name = matcher.group(1);
    while (matcher.find()) {
      name = matcher.group(1);
    }
    return name;
  }
}
