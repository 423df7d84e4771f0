package dev.collabgraph.suite.scoring.code;

import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.sandbox.SandboxSettings;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import dev.collabgraph.suite.scoring.text.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type {@code code}: the answer is a Python program that must pass all tests of the task, which are
 * in its field {@code test}, for the function, class or method ({@code Solution().solve}) named by
 * its field {@code entry_point} (or the last function or class that the question defines). Programs
 * run in a sandbox; a machine that has none is refused before the first call. Options: {@code
 * timeoutSeconds} (default 10, for all tests of one program), {@code memoryMegabytes} (1024),
 * {@code outputKilobytes} (1024), {@code parallel} (processors), {@code python} (an interpreter),
 * {@code sandbox} (a command that confines, such as {@code docker run --rm -i --network none
 * python:3.12-slim}), {@code allowUnsandboxed} (false). Does not compare answers, so votes and
 * self-consistency are left out.
 */
public final class CodeScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "timeoutSeconds",
              "memoryMegabytes",
              "outputKilobytes",
              "parallel",
              "python",
              "sandbox",
              "allowUnsandboxed"));

  @Override
  public String type() {
    return "code";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public String answerHint(Map<String, Object> options) {
    return "Answer with the whole function and its imports in one fenced block that begins with"
        + " ```python.";
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    SandboxSettings defaults = SandboxSettings.defaults();
    List<String> prefix = checked.texts("sandbox");
    if (prefix.size() == 1) {
      prefix = List.of(prefix.get(0).strip().split("\\s+"));
    }
    double seconds = checked.number("timeoutSeconds", 10.0, 0, true, 3600.0);
    return new CodeScorer(
        new SandboxSettings(
            prefix,
            checked.flag("allowUnsandboxed", false),
            checked.text("python", null),
            Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))),
            checked.count("memoryMegabytes", defaults.memoryMegabytes(), 64, 1 << 20),
            checked.count("outputKilobytes", defaults.outputKilobytes(), 1, 1 << 20),
            checked.count("parallel", defaults.parallel(), 1, 64)));
  }

  static void check(Task task) {
    String test = task.fields().get("test");
    if (test == null || test.isBlank()) {
      throw new IllegalArgumentException(
          "it has no field \"test\". Maybe use tasks.format: humaneval, or add fields: [test,"
              + " entry_point].");
    }
    String entry = CodePrograms.entryPoint(task);
    boolean named =
        entry != null
            && (EntryMethod.of(entry) != null || entry.matches("[\\p{L}_][\\p{L}\\p{N}_]*"));
    if (!named) {
      throw new IllegalArgumentException(
          entry == null
              ? "it names no entry point: no field \"entry_point\", and the question defines no"
                  + " function."
              : "its entry point \""
                  + Texts.clipped(entry)
                  + "\" is no name of Python, nor a method such as Solution().solve.");
    }
  }
}
