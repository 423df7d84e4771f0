package dev.collabgraph.maven;

import dev.collabgraph.execution.JudgeAudit;
import dev.collabgraph.suite.ScorerAudit;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.scoring.AskingScorer;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Holds a scorer against labelled cases, so that it can be trusted before a search is paid for.
 *
 * <p>Input is one JSON object a line: {@code {"gold": ..., "pred": ..., "expected": true}} or
 * {@code {"text": ..., "expected_extraction": ...}}, and for {@code code} {@code {"prompt": ...,
 * "completion": ..., "test": ..., "entry_point": ..., "expected": true}}. Output is the same lines
 * with {@code extracted}, {@code verdict}, {@code agrees} and, where the scorer has one, {@code
 * reason}. Options of the scorer are given as {@code -Dcollabgraph.scorer.<option>=<value>}.
 *
 * <p>The scorer is the one named, or else that of the suite named. A scorer that asks a model, such
 * as {@code judge}, needs a suite, which lends it models, providers and the caps of {@code spend}.
 */
@Mojo(name = "score", threadSafe = true, requiresProject = false)
public final class ScoreMojo extends AbstractSuiteMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.score.skip", defaultValue = "false")
  private boolean skipScore;

  /**
   * Type of the scorer, as in suite files: {@code math}, {@code numeric}, {@code choice}, ...
   * Default: the scorer of the suite that {@code collabgraph.suite} names.
   */
  @Parameter(property = "collabgraph.scorer")
  private String scorer;

  /** The labelled cases. */
  @Parameter(property = "collabgraph.input")
  private File input;

  /** Where the judged cases go. */
  @Parameter(
      property = "collabgraph.output",
      defaultValue = "${project.build.directory}/collabgraph/score.jsonl")
  private File output;

  /** Score from which on a case counts as accepted, above 0 to 1; lower it for partial credit. */
  @Parameter(property = "collabgraph.score.threshold", defaultValue = "1")
  private double threshold;

  /** Whether a case on which scorer and label differ fails the build; by default it is shown. */
  @Parameter(property = "collabgraph.score.failOnDisagreement", defaultValue = "false")
  private boolean failOnDisagreement;

  @Inject
  public ScoreMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "score";
  }

  @Override
  boolean goalSkipped() {
    return skipScore;
  }

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    Optional<SuiteDefinition> suite = named();
    boolean named = scorer != null && !scorer.isBlank();
    if (!named && suite.isEmpty()) {
      throw new MojoExecutionException(
          "There is no scorer. Add: -Dcollabgraph.scorer=math (known: "
              + String.join(", ", Scorers.types())
              + "), or name the suite whose scorer is meant: -Dcollabgraph.suite=...");
    }
    if (input == null) {
      throw new MojoExecutionException(
          "There are no cases. Add: -Dcollabgraph.input=cases.jsonl, one"
              + " {\"gold\": \"1/2\", \"pred\": \"0.5\", \"expected\": true} a line");
    }
    String type = named ? scorer : suite.get().scorer().type();
    Map<String, Object> options = new TreeMap<>();
    if (suite.isPresent() && suite.get().scorer().type().equals(type)) {
      options.putAll(suite.get().scorer().options());
    }
    options.putAll(ScorerOptions.from(session().getUserProperties()));
    Path base =
        suite.map(SuiteDefinition::file).orElse(input.toPath()).toAbsolutePath().getParent();
    Scorer judge = Scorers.create(new SuiteDefinition.Scoring(type, options), base);
    AuditLines lines = new AuditLines(getLog(), judge, output);
    ScorerAudit.Options audit = new ScorerAudit.Options(threshold, input.toPath(), output.toPath());
    ScorerAudit.Summary summary;
    if (judge instanceof AskingScorer asking) {
      JudgeAudit.Outcome outcome = asked(asking, suite, audit);
      summary = outcome.summary();
      lines.report(summary, type, options);
      lines.bill(outcome.model(), outcome.bill());
    } else {
      summary = ScorerAudit.run(judge, audit, null);
      lines.report(summary, type, options);
    }
    refuseNothing(summary);
    int differing = summary.labelled() - summary.agreeing();
    if (failOnDisagreement && differing > 0) {
      throw new MojoFailureException(
          "Scorer %s differs from the label on %s of %s cases; they are in %s."
              .formatted(type, differing, summary.labelled(), output));
    }
  }

  /** The suite that is named; nothing is read where none is. */
  private Optional<SuiteDefinition> named() {
    return settings().names().isEmpty() ? Optional.empty() : Optional.of(settings().only());
  }

  private JudgeAudit.Outcome asked(
      AskingScorer asking, Optional<SuiteDefinition> suite, ScorerAudit.Options audit)
      throws MojoExecutionException {
    if (suite.isEmpty()) {
      throw new MojoExecutionException(
          "Scorer "
              + asking.type()
              + " asks a model, and no suite is named that declares models and providers. Add:"
              + " -Dcollabgraph.suite=<name of a file in "
              + shown(suiteDirectory())
              + ">, or hold another scorer against the cases: -Dcollabgraph.scorer=f1");
    }
    refuseUnlimitedSpending(suite.get());
    try (ShutdownSign shutdown = new ShutdownSign()) {
      return JudgeAudit.run(
          asking, suite.get(), providerContext(suiteDirectory()), audit, shutdown);
    }
  }

  private void refuseNothing(ScorerAudit.Summary summary) throws MojoExecutionException {
    if (summary.cases() == 0) {
      throw new MojoExecutionException(
          input + " holds no case, and an audit of nothing shows nothing. Add at least one line.");
    }
    if (summary.inconclusive() == summary.cases()) {
      throw new MojoExecutionException(
          "No case could be judged. The first: "
              + ConsoleText.printable(String.valueOf(summary.firstFailure())));
    }
  }
}
