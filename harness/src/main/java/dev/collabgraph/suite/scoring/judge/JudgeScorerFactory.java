package dev.collabgraph.suite.scoring.judge;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type {@code judge}: a model grades the answer. Options: {@code rubric} (required: what makes an
 * answer right); {@code model}: the id of a model of the pool, or a map {@code {id, provider, name,
 * price, temperature, maxTokens}} of another that a declared provider serves; {@code graded}
 * (default false): a score from 0 to 1 instead of right or wrong; {@code reference} (default true):
 * whether the judge sees the gold answer. Every answer costs one call, two where the first reply is
 * malformed; they are on the bill and count against {@code spend}. Does not compare answers.
 */
public final class JudgeScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS =
      new TreeSet<>(List.of("rubric", "model", "graded", "reference"));
  private static final List<String> MODEL_KEYS =
      List.of("id", "provider", "name", "price", "temperature", "maxTokens");
  private static final int MAX_TOKENS = 512;

  @Override
  public String type() {
    return "judge";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public String answerHint(Map<String, Object> options) {
    return "Give the answer in full; it is read as a whole.";
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    String rubric =
        checked.requiredText("rubric", "\"The answer names the cause and one remedy.\"");
    boolean own = options.get("model") instanceof Map;
    return new JudgeScorer(
        rubric,
        own ? null : checked.requiredText("model", "large"),
        own ? model(options) : null,
        checked.flag("graded", false),
        checked.flag("reference", true));
  }

  @SuppressWarnings("unchecked")
  private static ModelSpec model(Map<String, Object> options) {
    Map<String, Object> map = (Map<String, Object>) options.get("model");
    Options model = Options.of(map, "scorer.model", MODEL_KEYS);
    String id = model.requiredText("id", "grader");
    return new ModelSpec(
        id,
        id,
        model.requiredText("provider", "cloud"),
        model.text("name", id),
        null,
        price(map),
        new ModelSpec.Sampling(
            model.number("temperature", 0.0, 0, false, 2),
            model.count("maxTokens", MAX_TOKENS, 1, 10_000_000),
            null,
            List.of()),
        0);
  }

  @SuppressWarnings("unchecked")
  private static ModelSpec.Price price(Map<String, Object> model) {
    if (!(model.get("price") instanceof Map<?, ?> map)) {
      return null;
    }
    Options price =
        Options.of((Map<String, Object>) map, "scorer.model.price", List.of("input", "output"));
    return new ModelSpec.Price(
        price.number("input", 0.0, 0, false, Double.MAX_VALUE),
        price.number("output", 0.0, 0, false, Double.MAX_VALUE));
  }
}
