package dev.collabgraph.suite.scoring.text;

import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type {@code contains}: the completion contains the gold answer; runs of white space count as one
 * space. Options: {@code ignoreCase} (default true); {@code words} (default true): the match
 * neither begins nor ends inside a word or number, so that 12 is not found in 112. Does not compare
 * answers.
 */
public final class ContainsScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS = new TreeSet<>(List.of("ignoreCase", "words"));

  @Override
  public String type() {
    return "contains";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    return new Contains(checked.flag("ignoreCase", true), checked.flag("words", true));
  }

  private record Contains(boolean ignoreCase, boolean words) implements Scorer {
    @Override
    public String type() {
      return "contains";
    }

    @Override
    public void check(Task task) {
      if (task.answer().isBlank()) {
        throw new IllegalArgumentException("the gold answer is blank, which every text contains.");
      }
    }

    @Override
    public Optional<String> extract(Task task, String completion) {
      String answer = Texts.afterThinking(completion);
      return answer.isBlank() ? Optional.empty() : Optional.of(answer);
    }

    @Override
    public double score(Task task, String answer) {
      String text = key(Texts.afterThinking(answer));
      String gold = key(task.answer());
      for (int at = text.indexOf(gold); at >= 0; at = text.indexOf(gold, at + 1)) {
        if (!words || bounded(text, at, at + gold.length())) {
          return 1;
        }
      }
      return 0;
    }

    private String key(String text) {
      String collapsed = Texts.collapse(text);
      return ignoreCase ? collapsed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : collapsed;
    }

    private static boolean bounded(String text, int start, int end) {
      return !(start > 0 && joined(text, start - 1, start, start - 2))
          && !(end < text.length() && joined(text, end, end - 1, end + 1));
    }

    /** Whether the character outside continues the word or number whose edge is inside. */
    private static boolean joined(String text, int outside, int inside, int beyond) {
      char out = text.charAt(outside);
      char in = text.charAt(inside);
      if (Character.isLetterOrDigit(in) && Character.isLetterOrDigit(out)) {
        return true;
      }
      // "12" is not in "3.12" or "12,500"; but it is in "12." and "12, 13".
      return Character.isDigit(in)
          && (out == '.' || out == ',')
          && beyond >= 0
          && beyond < text.length()
          && Character.isDigit(text.charAt(beyond));
    }
  }
}
