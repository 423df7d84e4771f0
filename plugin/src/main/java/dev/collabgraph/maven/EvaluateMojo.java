package dev.collabgraph.maven;

import dev.collabgraph.gate.Evaluation;
import dev.collabgraph.gate.EvaluationRequest;
import dev.collabgraph.gate.EvaluationRuntime;
import dev.collabgraph.gate.EvaluationText;
import dev.collabgraph.gate.Evaluator;
import dev.collabgraph.gate.GateException;
import dev.collabgraph.gate.Inputs;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Runs each suite's graph on a split, several times each task, with answers no search has seen, and
 * writes {@code target/collabgraph/<suite>/evaluation.json} for {@code check} and {@code bless}. A
 * suite whose inputs have not changed since its last evaluation is skipped.
 */
@Mojo(name = "evaluate", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class EvaluateMojo extends AbstractGateMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.evaluate.skip", defaultValue = "false")
  private boolean skipEvaluate;

  /** Evaluates even if nothing has changed since the last evaluation. */
  @Parameter(property = "collabgraph.force", defaultValue = "false")
  private boolean force;

  /** Threads that run graphs, 1 or more; 0 = as many as processors. They do not change a result. */
  @Parameter(property = "collabgraph.threads", defaultValue = "0")
  private int threads;

  /** The tasks to ask: {@code search}, {@code validation} or {@code test}. */
  @Parameter(property = "collabgraph.split", defaultValue = "test")
  private String split;

  /** Runs of every task, 1 to 1,000; a baseline needs 3 or more. */
  @Parameter(property = "collabgraph.repeats", defaultValue = "3")
  private int repeats;

  /** Another number asks for fresh answers where a provider or the cache would repeat itself. */
  @Parameter(property = "collabgraph.replicate", defaultValue = "0")
  private int replicate;

  @Inject
  public EvaluateMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "evaluate";
  }

  @Override
  boolean goalSkipped() {
    return skipEvaluate;
  }

  @Override
  void run() {
    Receipt receipt = receipt();
    if (receipt.repeated(getLog(), force)) {
      return;
    }
    lookAtSuites(receipt.inputs());
    EvaluationRequest request = request();
    List<SuiteDefinition> suites = suites();
    suites.forEach(this::refuseUnlimitedSpending);
    suites.forEach(suite -> look(suite, receipt.inputs()));
    boolean stands = true;
    for (SuiteDefinition suite : suites) {
      stands &= evaluate(suite, request, receipt);
    }
    if (stands) {
      receipt.keep();
    }
  }

  private EvaluationRequest request() {
    Split chosen =
        Arrays.stream(Split.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(split.strip()))
            .findFirst()
            .orElseThrow(
                () ->
                    new GateException(
                        "split is \"%s\", expected search, validation or test. (-Dcollabgraph.split)"
                            .formatted(split)));
    try {
      return new EvaluationRequest(chosen, repeats, replicate);
    } catch (IllegalArgumentException e) {
      throw new GateException(e.getMessage() + " (-Dcollabgraph.repeats, replicate)", e);
    }
  }

  /** Whether the same inputs need no further evaluation. */
  private boolean evaluate(SuiteDefinition suite, EvaluationRequest request, Receipt receipt) {
    Path file = graphFile(suite).orElseThrow(() -> noGraph(suite));
    Path directory = outputDirectory(suite.name());
    SearchMarker marker = SearchMarker.ofEvaluation(directory);
    String digest = SearchInputs.digest(suite, file, request.toString());
    Optional<List<String>> known = force ? Optional.empty() : marker.summaryIfUnchanged(digest);
    if (known.isPresent()) {
      repeat(suite, known.get(), receipt).forEach(getLog()::info);
      return true;
    }
    marker.remove();
    Inputs inputs = inputs(suite, file);
    announce(suite, file, inputs, request);
    Evaluation evaluation = evaluate(inputs, request);
    writeGraph(inputs, evaluatedGraph(suite));
    evaluation.write(evaluationFile(suite));
    if (request.split() == Split.TEST) {
      sayUses(testUses().note(inputs.tasks().digest(Split.TEST), "evaluate " + suite.name()));
    }
    List<String> lines = EvaluationText.lines(evaluation);
    lines.forEach(line -> getLog().info("  " + line));
    if (evaluation.conclusive()) {
      marker.write(digest, lines);
      repeat(suite, lines, receipt);
    } else if (evaluation.tasks().isEmpty()) {
      getLog()
          .warn(
              "Nothing was evaluated. Raise splits.%s in the suite, or evaluate another: -Dcollabgraph.split=%s"
                  .formatted(
                      request.split().name().toLowerCase(Locale.ROOT),
                      request.split() == Split.VALIDATION ? "test" : "validation"));
    } else {
      String reason =
          evaluation.tasks().stream()
              .map(task -> task.failure())
              .filter(failure -> failure != null)
              .findFirst()
              .orElse("");
      getLog().warn("The first run without a score: " + ConsoleText.printable(reason));
    }
    return evaluation.conclusive();
  }

  /** What a build says that evaluates nothing. */
  private List<String> repeat(SuiteDefinition suite, List<String> summary, Receipt receipt) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Suite \"%s\" is unchanged since its last evaluation, which stands. -Dcollabgraph.force evaluates again."
            .formatted(suite.name()));
    lines.addAll(summary);
    lines.forEach(receipt::say);
    receipt.outputs().look(evaluationFile(suite));
    receipt.outputs().look(evaluatedGraph(suite));
    return lines;
  }

  private void sayUses(long uses) {
    if (uses > 1) {
      getLog()
          .info(
              String.format(
                  Locale.ROOT,
                  "  These test tasks have been asked %,d times in this project: whatever was chosen after looking at them makes their scores optimistic.",
                  uses));
    }
  }

  private SuiteException noGraph(SuiteDefinition suite) {
    return new SuiteException(
        "Suite \"%s\" has no graph yet: %s is not there. Search one first: mvn collabgraph:search -Dcollabgraph.suite=%s"
            .formatted(suite.name(), shown(committedGraph(suite)), suite.name()));
  }

  private void announce(
      SuiteDefinition suite, Path file, Inputs inputs, EvaluationRequest request) {
    getLog()
        .info(
            String.format(
                Locale.ROOT,
                "Suite \"%s\": evaluating %s on the %s split, %d tasks x %d, at most %,d calls",
                suite.name(),
                shown(file),
                request.split().name().toLowerCase(Locale.ROOT),
                inputs.tasks().tasks(request.split()).size(),
                request.repeats(),
                Evaluator.calls(inputs, request)));
    if (!inputs.changed().isEmpty()) {
      getLog()
          .info(
              "  The graph file defines %s otherwise; the suite's present definition is evaluated."
                  .formatted(String.join(", ", inputs.changed())));
    }
  }

  private Evaluation evaluate(Inputs inputs, EvaluationRequest request) {
    int workers = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    try (ShutdownSign shutdown = new ShutdownSign()) {
      return Evaluator.evaluate(
          inputs,
          request,
          new EvaluationRuntime(
              workers, providerContext(suiteDirectory()), shutdown, System::nanoTime));
    }
  }

  private static void writeGraph(Inputs inputs, Path file) {
    try {
      inputs.graph().write(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
