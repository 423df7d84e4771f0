package dev.collabgraph.suite.scoring.text;

import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type {@code exact}: the answer is the gold answer, character by character after Unicode
 * normalisation (NFC) with runs of white space taken as one space. Options: {@code ignoreCase}
 * (default false); {@code ignorePunctuation} (default false): drops full stops, commas, quotes and
 * the like at both ends; {@code whole} (default false): the whole completion is the answer. {@code
 * after}: the answer is what follows the last occurrence of this text, and a completion without it
 * gives none. Otherwise the answer is the line after the last marker such as {@code Answer:}, or
 * the whole completion if there is none.
 */
public final class ExactScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS =
      new TreeSet<>(List.of("after", "ignoreCase", "ignorePunctuation", "whole"));

  @Override
  public String type() {
    return "exact";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    return new Exact(
        checked.flag("ignoreCase", false),
        checked.flag("ignorePunctuation", false),
        checked.flag("whole", false),
        checked.has("after") ? checked.requiredText("after", "\"=\"") : null);
  }

  private record Exact(boolean ignoreCase, boolean ignorePunctuation, boolean whole, String after)
      implements Scorer {
    @Override
    public String type() {
      return "exact";
    }

    @Override
    public void check(Task task) {
      if (normal(task.answer()).isEmpty()) {
        throw new IllegalArgumentException("the gold answer is blank.");
      }
    }

    @Override
    public Optional<String> extract(Task task, String text) {
      String completion = Texts.afterThinking(text);
      String answer = completion;
      if (after != null) {
        int last = completion.lastIndexOf(after);
        answer = last < 0 ? "" : completion.substring(last + after.length());
      } else if (!whole) {
        List<Integer> markers = AnswerMarkers.ends(completion);
        for (int i = markers.size() - 1; i >= 0; i--) {
          String line = Texts.unwrapped(AnswerMarkers.lineFrom(completion, markers.get(i)));
          if (!line.isEmpty()) {
            answer = line;
            break;
          }
        }
      }
      String normal = normal(answer);
      return normal.isEmpty() ? Optional.empty() : Optional.of(normal);
    }

    @Override
    public double score(Task task, String answer) {
      return equivalent(task, answer, task.answer()) ? 1 : 0;
    }

    @Override
    public boolean comparesAnswers() {
      return true;
    }

    @Override
    public boolean equivalent(Task task, String a, String b) {
      return key(a).equals(key(b));
    }

    private static String normal(String text) {
      return Texts.collapse(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    private String key(String text) {
      String key = normal(text);
      if (ignorePunctuation) {
        key = Texts.trimPunctuation(key);
      }
      // Upper case first: it joins letters that lower case alone keeps apart, as in German sharp s.
      return ignoreCase ? key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : key;
    }
  }
}
