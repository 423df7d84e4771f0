package dev.collabgraph.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Format {@code gsm8k}: the user's own copy of GSM8K, JSON Lines with {@code question} and {@code
 * answer}; the gold answer is what stands after the answer's last {@code ####}. Options: {@code
 * path}, {@code root}.
 */
public final class Gsm8kTaskReader implements TaskReader {
  private static final Set<String> KEYS = PathOptions.keys();
  private static final String MARK = "####";

  @Override
  public String format() {
    return "gsm8k";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public void check(Map<String, Object> options) {
    PathOptions.checked(options, KEYS, "gsm8k/test.jsonl");
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    Options checked = PathOptions.checked(options, KEYS, "gsm8k/test.jsonl");
    TaskIds tasks = new TaskIds();
    JsonRecords.lines(
        PathOptions.resolve(checked, baseDirectory),
        (node, where) -> {
          String question = JsonRecords.required(node, "question", where);
          String solution = JsonRecords.required(node, "answer", where);
          int mark = solution.lastIndexOf(MARK);
          String answer = mark < 0 ? "" : solution.substring(mark + MARK.length()).strip();
          if (answer.isEmpty()) {
            throw new SuiteException(
                "The answer has no %s with a number behind it. (%s)".formatted(MARK, where));
          }
          String id = "gsm8k-" + Digests.content(question, answer, Map.of()).substring(0, 16);
          tasks.add(new Task(id, question, answer), where);
        });
    return tasks.list();
  }
}
