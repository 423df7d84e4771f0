package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import dev.collabgraph.suite.scoring.text.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type {@code math}. Options:
 *
 * <ul>
 *   <li>{@code mode}: {@code symbolic} (default) understands what answers mean, see {@link
 *       MathEquality}; {@code official} is the rule of the MATH data set, see {@link MathOfficial}
 *   <li>{@code percent} (symbolic): {@code ignore} (default, 50% is 50), {@code hundredth} (50% is
 *       1/2), {@code either}
 *   <li>{@code lists} (symbolic): {@code unordered} (default) or {@code ordered}, for values
 *       without brackets; sets in braces have no order
 *   <li>{@code tuples} (symbolic): {@code ordered} (default) or {@code unordered}, for round
 *       brackets
 * </ul>
 */
public final class MathScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS =
      new TreeSet<>(List.of("mode", "percent", "lists", "tuples"));

  @Override
  public String type() {
    return "math";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public String answerHint(Map<String, Object> options) {
    return "Put the final answer, and nothing else, inside \\boxed{}.";
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    String mode = checked.oneOf("mode", "symbolic", List.of("symbolic", "official"));
    String percent = checked.oneOf("percent", "ignore", List.of("ignore", "hundredth", "either"));
    String lists = checked.oneOf("lists", "unordered", List.of("unordered", "ordered"));
    String tuples = checked.oneOf("tuples", "ordered", List.of("ordered", "unordered"));
    if (mode.equals("official")) {
      for (String key : List.of("percent", "lists", "tuples")) {
        if (checked.has(key)) {
          throw checked.refuse(
              key, "nothing in official mode", "Maybe remove it, or write: mode: symbolic");
        }
      }
      return new Official();
    }
    return new Symbolic(
        new MathEquality(
            MathEquality.PercentPolicy.valueOf(percent.toUpperCase(java.util.Locale.ROOT)),
            lists.equals("ordered"),
            tuples.equals("ordered")));
  }

  /** A gold answer may be given as it is or as a solution with a box. */
  private static String gold(String answer, boolean official) {
    if (!answer.contains("\\boxed") && !answer.contains("\\fbox")) {
      return answer;
    }
    String boxed = official ? MathOfficial.extract(answer) : MathAnswers.boxed(answer);
    return boxed == null ? "" : boxed;
  }

  private static void requireGold(Task task, boolean official) {
    if (gold(task.answer(), official).isBlank()) {
      throw new IllegalArgumentException(
          "the gold answer \"%s\" holds no answer that %s mode reads. Maybe write it as it is, without a box."
              .formatted(Texts.clipped(task.answer()), official ? "official" : "symbolic"));
    }
  }

  private record Official() implements Scorer {
    @Override
    public String type() {
      return "math";
    }

    @Override
    public void check(Task task) {
      requireGold(task, true);
    }

    @Override
    public Optional<String> extract(Task task, String completion) {
      return Optional.ofNullable(MathOfficial.extract(completion));
    }

    @Override
    public double score(Task task, String answer) {
      return MathOfficial.equal(answer, gold(task.answer(), true)) ? 1 : 0;
    }

    @Override
    public boolean comparesAnswers() {
      return true;
    }

    @Override
    public boolean equivalent(Task task, String a, String b) {
      return MathOfficial.equal(a, b);
    }
  }

  private record Symbolic(MathEquality equality) implements Scorer {
    @Override
    public String type() {
      return "math";
    }

    @Override
    public void check(Task task) {
      requireGold(task, false);
    }

    @Override
    public Optional<String> extract(Task task, String completion) {
      String answer = MathAnswers.find(completion);
      return answer == null || answer.isBlank() ? Optional.empty() : Optional.of(answer);
    }

    @Override
    public double score(Task task, String answer) {
      return equivalent(task, answer, gold(task.answer(), false)) ? 1 : 0;
    }

    @Override
    public boolean comparesAnswers() {
      return true;
    }

    @Override
    public boolean equivalent(Task task, String a, String b) {
      return MathSymbolic.equal(equality, a, b);
    }
  }
}
