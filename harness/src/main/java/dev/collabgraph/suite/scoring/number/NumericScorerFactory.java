package dev.collabgraph.suite.scoring.number;

import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import dev.collabgraph.suite.scoring.text.AnswerMarkers;
import dev.collabgraph.suite.scoring.text.Texts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type {@code numeric}: the answer is one number. It is taken from after the last marker ({@code
 * ####}, {@code Answer:}, {@code A:}, {@code the answer is}, {@code \boxed}) that a number follows:
 * the number after the last equals sign of that line, else its first; without such a marker it is
 * the last number of the completion. Numbers are exact fractions. Options: {@code tolerance}
 * (absolute, default 0); {@code relativeTolerance} (default 0, of the larger magnitude; the larger
 * allowance of the two counts); {@code percent}: {@code ignore} (default, 25% is 25) or {@code
 * hundredth} (25% is 0.25).
 */
public final class NumericScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS =
      new TreeSet<>(List.of("tolerance", "relativeTolerance", "percent"));

  @Override
  public String type() {
    return "numeric";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public String answerHint(Map<String, Object> options) {
    return "End with a line that begins with \"Answer:\" and holds only the number.";
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    return new Numeric(
        exact(checked.number("tolerance", 0.0, 0, false, Double.MAX_VALUE)),
        exact(checked.number("relativeTolerance", 0.0, 0, false, 1)),
        checked.oneOf("percent", "ignore", List.of("ignore", "hundredth")).equals("hundredth"));
  }

  private static Rational exact(double value) {
    return Rational.of(new BigDecimal(Double.toString(value)));
  }

  private record Numeric(Rational tolerance, Rational relative, boolean hundredth)
      implements Scorer {
    @Override
    public String type() {
      return "numeric";
    }

    @Override
    public void check(Task task) {
      if (number(task.answer()).isEmpty()) {
        throw new IllegalArgumentException(
            "the gold answer \"" + Texts.clipped(task.answer()) + "\" holds no number.");
      }
    }

    @Override
    public Optional<String> extract(Task task, String completion) {
      return number(completion).map(Rational::toString);
    }

    private Optional<Rational> number(String completion) {
      String text =
          NumberText.joined(Texts.halfWidth(AnswerMarkers.own(Texts.afterThinking(completion))));
      List<NumberScanner.Found> numbers = NumberScanner.scan(text);
      if (numbers.isEmpty()) {
        return Optional.empty();
      }
      NumberScanner.Found marked = AnswerNumber.marked(text, numbers);
      if (marked == AnswerNumber.SEVERAL || marked == null && AnswerNumber.hedged(text, numbers)) {
        return Optional.empty();
      }
      return Optional.of(value(marked == null ? AnswerNumber.last(text, numbers) : marked));
    }

    private Rational value(NumberScanner.Found found) {
      return hundredth && found.percent() ? found.value().over(Rational.of(100)) : found.value();
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
      if (a.equals(b)) {
        return true;
      }
      if (exact() && NumberText.plainWhole(a) && NumberText.plainWhole(b)) {
        return false; // as most answers in a vote that differ
      }
      Optional<Rational> x = number(a);
      Optional<Rational> y = number(b);
      return x.isPresent() && y.isPresent() && close(x.get(), y.get());
    }

    private boolean exact() {
      return tolerance.equals(Rational.ZERO) && relative.equals(Rational.ZERO);
    }

    private boolean close(Rational x, Rational y) {
      Rational allowance = tolerance.max(relative.times(x.abs().max(y.abs())));
      return x.minus(y).abs().compareTo(allowance) <= 0;
    }
  }
}
