package dev.collabgraph.maven;

import dev.collabgraph.suite.ScorerAudit;
import dev.collabgraph.suite.ScorerAudit.Counts;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.scoring.AskingScorer;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Holds a scorer against labelled cases, so that it can be trusted before a search is paid for.
 *
 * <p>Input is one JSON object a line: {@code {"gold": ..., "pred": ..., "expected": true}} or
 * {@code {"text": ..., "expected_extraction": ...}}, and for {@code code} {@code {"prompt": ...,
 * "completion": ..., "test": ..., "entry_point": ..., "expected": true}}. Output is the same lines
 * with {@code extracted}, {@code verdict}, {@code agrees} and, where the scorer has one, {@code
 * reason}. A scorer that asks a model is refused, for this goal makes no calls. Options of the
 * scorer are given as {@code -Dcollabgraph.scorer.<option>=<value>}.
 */
@Mojo(name = "score", threadSafe = true, requiresProject = false)
public final class ScoreMojo extends AbstractCollabgraphMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.score.skip", defaultValue = "false")
  private boolean skipScore;

  /** Type of the scorer, as in suite files: {@code math}, {@code numeric}, {@code choice}, ... */
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

  /** Whether a case on which scorer and label differ fails the build; by default it is shown. */
  @Parameter(property = "collabgraph.score.failOnDisagreement", defaultValue = "false")
  private boolean failOnDisagreement;

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
    if (scorer == null || scorer.isBlank()) {
      throw new MojoExecutionException(
          "There is no scorer. Add: -Dcollabgraph.scorer=math (known: "
              + String.join(", ", Scorers.types())
              + ")");
    }
    if (input == null) {
      throw new MojoExecutionException(
          "There are no cases. Add: -Dcollabgraph.input=cases.jsonl, one"
              + " {\"gold\": \"1/2\", \"pred\": \"0.5\", \"expected\": true} a line");
    }
    Map<String, Object> options = ScorerOptions.from(session().getUserProperties());
    Path base = input.toPath().toAbsolutePath().getParent();
    Scorer judge = Scorers.create(new SuiteDefinition.Scoring(scorer, options), base);
    if (judge instanceof AskingScorer) {
      throw new MojoExecutionException(
          "Scorer "
              + scorer
              + " asks a model, and this goal makes no calls, so no case was judged. Maybe search a"
              + " small suite whose tasks are the labelled answers, or hold another scorer against"
              + " the cases: -Dcollabgraph.scorer=f1");
    }
    ScorerAudit.Summary summary = ScorerAudit.run(judge, input.toPath(), output.toPath());
    report(summary, options);
    surroundings(judge);
    refuseEmpty(summary);
    int differing = summary.labelled() - summary.agreeing();
    if (failOnDisagreement && differing > 0) {
      throw new MojoFailureException(
          "Scorer %s differs from the label on %s of %s cases; they are in %s."
              .formatted(scorer, differing, summary.labelled(), output));
    }
  }

  private void report(ScorerAudit.Summary summary, Map<String, Object> options) {
    getLog()
        .info(
            "Scorer %s%s on %s cases"
                .formatted(scorer, options.isEmpty() ? "" : " " + options, summary.cases()));
    for (Map.Entry<String, Counts> kind : summary.kinds().entrySet()) {
      Counts counts = kind.getValue();
      getLog()
          .info(
              String.format(
                  Locale.ROOT,
                  "  %-24s %,7d accepted %,7d rejected %,7d differ from the label",
                  kind.getKey().isEmpty() ? "all" : ConsoleText.printable(kind.getKey()),
                  counts.accepted(),
                  counts.rejected(),
                  counts.disagreeing()));
    }
    summary
        .passAt()
        .forEach(
            (k, rate) ->
                getLog().info(String.format(Locale.ROOT, "  pass@%d %.4f by task_id", k, rate)));
    if (summary.inconclusive() > 0) {
      getLog()
          .warn(
              "  %s cases could not be judged; %s says why"
                  .formatted(summary.inconclusive(), output));
    }
    summary
        .disagreements()
        .forEach(line -> getLog().warn("  differs: " + ConsoleText.printable(line)));
    getLog()
        .info(
            "Scorer and label agree on %s of %s labelled cases. Judged cases: %s"
                .formatted(summary.agreeing(), summary.labelled(), output));
  }

  /** What the verdicts depend on beside scorer and cases, such as how programs were confined. */
  private void surroundings(Scorer judge) {
    if (!judge.surroundings().isEmpty()) {
      getLog().info("Judged with " + judge.surroundings());
    }
    judge.doubt().ifPresent(doubt -> getLog().warn(doubt));
  }

  private void refuseEmpty(ScorerAudit.Summary summary) throws MojoExecutionException {
    if (summary.cases() == 0) {
      throw new MojoExecutionException(
          input + " holds no case, and an audit of nothing shows nothing. Add at least one line.");
    }
  }
}
