package dev.collabgraph.suite.scoring.text;

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
 * Type {@code choice}: the answer is one of the lettered options A, B, ... of the task. Options:
 * {@code options} (2 to 26): how many there are; default: as many as the task lists, else 4. {@code
 * choices}: name of a field that holds the options' texts as a JSON list; default {@code choices};
 * else fields named A, B, ... or lines such as {@code (A) Paris} in the question tell the texts.
 * {@code indexFrom} (0 or 1): the gold answer is an index counted from there; default: it is a
 * letter or an option's text. How a completion is read: {@link ChoiceExtractor}.
 */
public final class ChoiceScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS = new TreeSet<>(List.of("options", "choices", "indexFrom"));

  @Override
  public String type() {
    return "choice";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public String answerHint(Map<String, Object> options) {
    return "End with a line that begins with \"Answer:\" and holds only the letter of the option.";
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    return new Choice(
        checked.count("options", 0, 2, 26),
        checked.text("choices", "choices"),
        checked.count("indexFrom", -1, 0, 1));
  }

  private record Choice(int options, String field, int indexFrom) implements Scorer {
    @Override
    public String type() {
      return "choice";
    }

    @Override
    public void check(Task task) {
      gold(task);
    }

    private char gold(Task task) {
      Choices choices = Choices.of(task, field, options);
      String answer = task.answer().strip();
      if (indexFrom >= 0 && answer.matches("[0-9]{1,2}")) {
        int index = Integer.parseInt(answer) - indexFrom;
        if (index >= 0 && index < choices.count()) {
          return (char) ('A' + index);
        }
      } else {
        char letter = new ChoiceExtractor(choices).extract(answer);
        if (letter > ChoiceExtractor.SEVERAL) {
          return letter;
        }
      }
      throw new IllegalArgumentException(
          "the gold answer \"%s\" is none of its %s options A to %c. Maybe set options in scorer, or indexFrom: 0 if answers are indexes."
              .formatted(
                  Texts.clipped(answer), choices.count(), (char) ('A' + choices.count() - 1)));
    }

    @Override
    public Optional<String> extract(Task task, String completion) {
      char letter = new ChoiceExtractor(Choices.of(task, field, options)).extract(completion);
      return letter > ChoiceExtractor.SEVERAL ? Optional.of("" + letter) : Optional.empty();
    }

    @Override
    public double score(Task task, String answer) {
      return letter(task, answer) == gold(task) ? 1 : 0;
    }

    private char letter(Task task, String answer) {
      return answer.length() == 1
          ? Character.toUpperCase(answer.charAt(0))
          : new ChoiceExtractor(Choices.of(task, field, options)).extract(answer);
    }

    @Override
    public boolean comparesAnswers() {
      return true;
    }

    @Override
    public boolean equivalent(Task task, String a, String b) {
      return a.equals(b) || letter(task, a) == letter(task, b);
    }
  }
}
