package dev.collabgraph.suite.scoring;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Extension point: makes scorers of one {@code type}. Found through {@link
 * java.util.ServiceLoader}.
 */
public interface ScorerFactory {

  /** The {@code type} in suite files. */
  String type();

  /** Option keys this scorer knows, for "did you mean". */
  Set<String> optionKeys();

  /**
   * One sentence that tells a model how to mark its answer so that the scorer finds it; it ends the
   * built-in prompts. Plain text without braces that a template would expand.
   *
   * @param options as in {@link #create}
   */
  default String answerHint(Map<String, Object> options) {
    return "End with a line that begins with \"Answer:\" and holds only the answer.";
  }

  /**
   * Makes a scorer.
   *
   * @param options the keys under {@code scorer} but for {@code type}
   * @param baseDirectory against which relative paths are resolved
   * @throws IllegalArgumentException if an option is out of range
   */
  Scorer create(Map<String, Object> options, Path baseDirectory);
}
