package dev.collabgraph.assertions;

import dev.collabgraph.gate.Evaluation;
import dev.collabgraph.gate.EvaluationRequest;
import dev.collabgraph.gate.EvaluationRuntime;
import dev.collabgraph.gate.EvaluationText;
import dev.collabgraph.gate.Evaluator;
import dev.collabgraph.gate.Evidence;
import dev.collabgraph.gate.Gate;
import dev.collabgraph.gate.GateSettings;
import dev.collabgraph.gate.Inputs;
import dev.collabgraph.gate.Limit;
import dev.collabgraph.gate.Verdict;
import dev.collabgraph.gate.Violation;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An assertion on a graph. Each method that changes it gives a new one. {@link #scoresAtLeast} runs
 * the graph: it costs the graph's calls on every task of the split, times the repeats, within the
 * suite's {@code spend}.
 */
public final class GraphAssert {
  private final GraphDocument graph;
  private final String name;
  private final Path suite;
  private final Split split;
  private final int repeats;
  private final ModelProvider.Context context;

  GraphAssert(GraphDocument graph, String name) {
    this(graph, name, null, Split.TEST, 1, null);
  }

  private GraphAssert(
      GraphDocument graph,
      String name,
      Path suite,
      Split split,
      int repeats,
      ModelProvider.Context context) {
    this.graph = graph;
    this.name = name;
    this.suite = suite;
    this.split = split;
    this.repeats = repeats;
    this.context = context;
  }

  /** The suite file whose tasks are asked, by whose scorer answers are judged. Required. */
  public GraphAssert onSuite(Path file) {
    return new GraphAssert(graph, name, file, split, repeats, context);
  }

  /** The split whose tasks are asked; default test. */
  public GraphAssert onSplit(Split of) {
    return new GraphAssert(graph, name, suite, of, repeats, context);
  }

  /** Runs of every task, 1 to 1,000; default 1. */
  public GraphAssert repeated(int times) {
    return new GraphAssert(graph, name, suite, split, times, context);
  }

  /**
   * What providers may ask their surroundings for: keys by {@code serverId}, a call cache. By
   * default there are the environment's variables and no cache.
   */
  public GraphAssert within(ModelProvider.Context surroundings) {
    return new GraphAssert(graph, name, suite, split, repeats, surroundings);
  }

  /**
   * Asserts that the mean score is at least a limit.
   *
   * @param least 0 to 1
   * @return this, for further assertions
   * @throws AssertionError if the score is below, also if it may be below because some runs gave no
   *     score, if fewer than 95 % of the runs did, or if the split has no task; the message has
   *     score, interval, n and limit
   * @throws dev.collabgraph.gate.GateException if nothing could be found out: no provider to be
   *     reached, no run with a score
   * @throws dev.collabgraph.suite.SuiteException if the suite is wrong
   */
  public GraphAssert scoresAtLeast(double least) {
    Limit limit = Limit.of("accuracy", BigDecimal.valueOf(least).toPlainString(), null);
    Path file =
        Objects.requireNonNull(suite, "There is no suite: add .onSuite(Path.of(\"...yaml\"))");
    SuiteDefinition definition = SuiteLoader.load(file, Map.of());
    ModelProvider.Context around =
        context != null ? context : new Surroundings(file.toAbsolutePath().getParent());
    Inputs inputs = Inputs.of(definition, graph, around);
    Evaluation evaluation =
        Evaluator.evaluate(
            inputs, new EvaluationRequest(split, repeats, 0), EvaluationRuntime.of(around));
    Evidence evidence =
        new Evidence(
            definition.name(),
            Optional.of(evaluation),
            Optional.empty(),
            Optional.empty(),
            inputs.digests(),
            List.of(),
            false);
    Verdict verdict = Gate.check(GateSettings.of(List.of(limit)), evidence);
    if (!verdict.passed()) {
      throw new AssertionError(message(limit, evaluation, verdict));
    }
    return this;
  }

  private String message(Limit limit, Evaluation evaluation, Verdict verdict) {
    return String.format(
        Locale.ROOT,
        "%s does not keep %s on the %s split of suite \"%s\":%n  %s%n  measured: %s",
        name,
        limit,
        split.name().toLowerCase(Locale.ROOT),
        evaluation.suite(),
        verdict.violations().stream().map(Violation::message).collect(Collectors.joining("\n  ")),
        String.join("\n  ", EvaluationText.lines(evaluation)));
  }

  /** No server of settings.xml, no cache. */
  private record Surroundings(Path baseDirectory) implements ModelProvider.Context {
    @Override
    public Optional<Secret> secret(String serverId) {
      return Optional.empty();
    }
  }
}
