package dev.collabgraph.suite.scoring.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type {@code regex}: the gold answer is a regular expression (RE2 syntax, so without
 * back-references and in time linear in the text) that the completion must match. Options: {@code
 * ignoreCase} (default false); {@code multiline} (default false): {@code ^} and {@code $} match at
 * line ends; {@code dotAll} (default false); {@code full} (default false): the whole completion,
 * stripped, must match, else a part is enough. Does not compare answers.
 */
public final class RegexScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS =
      new TreeSet<>(List.of("ignoreCase", "multiline", "dotAll", "full"));
  static final int MAX_PATTERN = 10_000;

  @Override
  public String type() {
    return "regex";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    int flags =
        (checked.flag("ignoreCase", false) ? Pattern.CASE_INSENSITIVE : 0)
            | (checked.flag("multiline", false) ? Pattern.MULTILINE : 0)
            | (checked.flag("dotAll", false) ? Pattern.DOTALL : 0);
    return new Regex(flags, checked.flag("full", false));
  }

  private record Regex(int flags, boolean full) implements Scorer {
    @Override
    public String type() {
      return "regex";
    }

    @Override
    public void check(Task task) {
      compile(task);
    }

    private Pattern compile(Task task) {
      if (task.answer().isEmpty() || task.answer().length() > MAX_PATTERN) {
        throw new IllegalArgumentException(
            "the gold pattern has %s characters, expected 1 to %s."
                .formatted(task.answer().length(), MAX_PATTERN));
      }
      try {
        return Pattern.compile(task.answer(), flags);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "the gold answer is no RE2 regular expression: %s near \"%s\"."
                .formatted(e.getDescription(), e.getPattern()),
            e);
      }
    }

    @Override
    public Optional<String> extract(Task task, String completion) {
      String answer = Texts.afterThinking(completion);
      return answer.isBlank() ? Optional.empty() : Optional.of(answer);
    }

    @Override
    public double score(Task task, String text) {
      String answer = Texts.afterThinking(text);
      Pattern pattern = compile(task);
      boolean found =
          full ? pattern.matcher(answer.strip()).matches() : pattern.matcher(answer).find();
      return found ? 1 : 0;
    }
  }
}
