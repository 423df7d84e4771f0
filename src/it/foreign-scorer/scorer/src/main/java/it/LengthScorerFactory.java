package it;

import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Right is what has as many letters as the gold answer, give or take {@code tolerance}. */
public final class LengthScorerFactory implements ScorerFactory {
  @Override
  public String type() {
    return "length";
  }

  @Override
  public Set<String> optionKeys() {
    return Set.of("tolerance");
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    int tolerance = ((Number) options.getOrDefault("tolerance", 0)).intValue();
    return new Scorer() {
      @Override
      public String type() {
        return "length";
      }

      @Override
      public Optional<String> extract(Task task, String completion) {
        return completion.isBlank() ? Optional.empty() : Optional.of(completion.strip());
      }

      @Override
      public double score(Task task, String answer) {
        return Math.abs(answer.length() - task.answer().length()) <= tolerance ? 1 : 0;
      }

      @Override
      public Optional<String> reason(Task task, String answer) {
        return Optional.of(answer == null ? "blank" : answer.length() + " letters");
      }
    };
  }
}
