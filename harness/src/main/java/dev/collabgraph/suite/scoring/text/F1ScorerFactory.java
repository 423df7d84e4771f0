package dev.collabgraph.suite.scoring.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type {@code f1}: the harmonic mean of precision and recall of the answer's words against the
 * gold's, as reading-comprehension sets use it (Rajpurkar et al. 2016): lower case, punctuation and
 * the articles a, an, the dropped. Graded, from 0 to 1. A gold answer that is a JSON list of texts
 * offers alternatives; the best counts. Options: {@code articles} (default false): keep articles;
 * {@code threshold} (above 0, at most 1): score 1 from there on, else 0. Two answers are equivalent
 * if their words are the same.
 */
public final class F1ScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS = new TreeSet<>(List.of("articles", "threshold"));
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  @Override
  public String type() {
    return "f1";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    return new F1(checked.flag("articles", false), checked.number("threshold", null, 0, true, 1));
  }

  private record F1(boolean articles, Double threshold) implements Scorer {
    @Override
    public String type() {
      return "f1";
    }

    @Override
    public boolean graded() {
      return threshold == null;
    }

    @Override
    public void check(Task task) {
      for (String gold : golds(task)) {
        if (words(gold).isEmpty()) {
          throw new IllegalArgumentException("the gold answer holds no word.");
        }
      }
    }

    private static List<String> golds(Task task) {
      if (task.answer().strip().startsWith("[")) {
        JsonNode list = JsonScorerFactory.parse(task.answer());
        if (list != null && list.isArray() && !list.isEmpty()) {
          List<String> golds = new ArrayList<>();
          list.forEach(item -> golds.add(item.asText()));
          return golds;
        }
      }
      return List.of(task.answer());
    }

    @Override
    public Optional<String> extract(Task task, String text) {
      String completion = Texts.afterThinking(text);
      List<Integer> markers = AnswerMarkers.ends(completion);
      String answer = completion.strip();
      for (int i = markers.size() - 1; i >= 0; i--) {
        String line = Texts.unwrapped(AnswerMarkers.lineFrom(completion, markers.get(i)));
        if (!line.isEmpty()) {
          answer = line;
          break;
        }
      }
      return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
    }

    @Override
    public double score(Task task, String answer) {
      double best = 0;
      for (String gold : golds(task)) {
        best = Math.max(best, f1(words(gold), words(answer)));
      }
      if (threshold != null) {
        return best >= threshold ? 1 : 0;
      }
      return best;
    }

    private static double f1(List<String> gold, List<String> answer) {
      Map<String, Integer> left = new HashMap<>();
      gold.forEach(word -> left.merge(word, 1, Integer::sum));
      int common = 0;
      for (String word : answer) {
        Integer count = left.get(word);
        if (count != null && count > 0) {
          left.put(word, count - 1);
          common++;
        }
      }
      return common == 0 ? 0 : 2.0 * common / (gold.size() + answer.size());
    }

    private List<String> words(String text) {
      String normal = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      List<String> words = new ArrayList<>();
      StringBuilder word = new StringBuilder();
      for (int i = 0; i <= normal.length(); i++) {
        char c = i < normal.length() ? normal.charAt(i) : ' ';
        if (Texts.isSpace(c)) {
          if (word.length() > 0 && (articles || !ARTICLES.contains(word.toString()))) {
            words.add(word.toString());
          }
          word.setLength(0);
        } else if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || mark(c)) {
          word.append(c);
        }
      }
      return words;
    }

    /** Signs of vowels and tones, without which words of many scripts are others. */
    private static boolean mark(char c) {
      int type = Character.getType(c);
      return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    @Override
    public boolean comparesAnswers() {
      return true;
    }

    @Override
    public boolean equivalent(Task task, String a, String b) {
      return words(a).equals(words(b));
    }
  }
}
