package dev.collabgraph.maven;

import dev.collabgraph.gate.Baseline;
import dev.collabgraph.gate.Evaluation;
import dev.collabgraph.gate.Evidence;
import dev.collabgraph.gate.Gate;
import dev.collabgraph.gate.GateException;
import dev.collabgraph.gate.GateSettings;
import dev.collabgraph.gate.Limit;
import dev.collabgraph.gate.Quarantine;
import dev.collabgraph.gate.RegressionRule;
import dev.collabgraph.gate.SearchEvidence;
import dev.collabgraph.gate.Verdict;
import dev.collabgraph.gate.Violation;
import dev.collabgraph.report.GateReports;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.TaskSuiteLoader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Fails the build when a suite's evaluation, or the result of its search, does not keep its limits
 * or is worse than the blessed baseline. Asks no model. Evidence that is missing, stale or cannot
 * tell fails the build too. Writes {@code TEST-collabgraph.<suite>.xml} and appends a summary to
 * the file that {@code GITHUB_STEP_SUMMARY} names.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class CheckMojo extends AbstractGateMojo {

  /** Judges even if nothing has changed since the last check, which passed. */
  @Parameter(property = "collabgraph.force", defaultValue = "false")
  private boolean force;

  /** Skips this goal. */
  @Parameter(property = "collabgraph.check.skip", defaultValue = "false")
  private boolean skipCheck;

  /** Limits to keep, each with {@code metric} and {@code minimum} or {@code maximum}. */
  @Parameter private List<LimitParameter> limits;

  /** The same from the command line, {@code accuracy>=0.60,latencyP95<=2.5}; replaces them. */
  @Parameter(property = "collabgraph.limits")
  private String limitsText;

  /** How to compare with the baseline. Default: provenWorse, margin 0, if there is a baseline. */
  @Parameter private RegressionParameter regression;

  /** {@code provenWorse} or {@code notInferior}; replaces the POM's mode. */
  @Parameter(property = "collabgraph.regression")
  private String regressionMode;

  /** Tolerated drop in points; replaces the POM's. */
  @Parameter(property = "collabgraph.marginPoints")
  private String marginPoints;

  /** Half-width the interval may have, in points; replaces the POM's. */
  @Parameter(property = "collabgraph.detectPoints")
  private String detectPoints;

  /** Passes a task needs out of its runs, 1 or more; 0 = the majority of them. */
  @Parameter(property = "collabgraph.taskPasses", defaultValue = "0")
  private int taskPasses;

  /** Tasks that are not judged. Default: {@code src/collabgraph/<suite>.quarantine}, if present. */
  @Parameter(property = "collabgraph.quarantine")
  private File quarantine;

  /** What to judge: {@code evaluation}, or {@code search} for the result of a search. */
  @Parameter(property = "collabgraph.evidence", defaultValue = "evaluation")
  private String evidence;

  /** Whether a violation fails the build or is only logged as a warning. */
  @Parameter(property = "collabgraph.failOnViolation", defaultValue = "true")
  private boolean failOnViolation;

  /** {@code github} prints workflow commands, {@code gitlab} writes a code quality report. */
  @Parameter(property = "collabgraph.annotations", defaultValue = "none")
  private String annotations;

  /** File of GitHub's job summary. */
  @Parameter(defaultValue = "${env.GITHUB_STEP_SUMMARY}", readonly = true)
  private String stepSummary;

  @Inject
  public CheckMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "check";
  }

  @Override
  boolean goalSkipped() {
    return skipCheck;
  }

  @Override
  void run() throws MojoFailureException {
    requireOneOf("evidence", evidence, List.of("evaluation", "search"));
    requireOneOf("annotations", annotations, List.of("none", "github", "gitlab"));
    Receipt receipt = receipt();
    if (repeatable() && receipt.repeated(getLog(), force)) {
      return;
    }
    List<String> refused = refusals(receipt);
    if (refused.isEmpty()) {
      if (repeatable()) {
        receipt.keep();
      }
      return;
    }
    String message = String.join(" ", refused);
    if (failOnViolation) {
      throw new MojoFailureException(
          message + " (-Dcollabgraph.failOnViolation=false only warns.)");
    }
    getLog().warn(message);
  }

  /** Whether the same evidence may pass again unread: not where a CI server is to be told. */
  boolean repeatable() {
    return annotations.equals("none") && (stepSummary == null || stepSummary.isBlank());
  }

  /** Judges every suite; says of each that does not pass why. */
  List<String> refusals(Receipt receipt) throws MojoFailureException {
    List<String> refused = new ArrayList<>();
    lookAtSuites(receipt.inputs());
    for (SuiteDefinition suite : suites()) {
      lookAtEvidence(suite, receipt.inputs());
      Verdict verdict = Gate.check(settings(suite), evidence(suite));
      tell(verdict, suite, receipt);
      if (!verdict.passed()) {
        refused.add(refusal(verdict, suite));
      }
    }
    return refused;
  }

  private static void requireOneOf(String name, String value, List<String> known) {
    if (!known.contains(value)) {
      throw new GateException(
          "%s is \"%s\", expected one of %s. (-Dcollabgraph.%s)"
              .formatted(name, value, String.join(", ", known), name));
    }
  }

  private GateSettings settings(SuiteDefinition suite) {
    return new GateSettings(
        limits(suite.name()), regressionRule(), taskPasses, quarantine(suite.name()));
  }

  private List<Limit> limits(String suite) {
    if (limitsText != null && !limitsText.isBlank()) {
      return Limit.parse(limitsText);
    }
    if (limits == null) {
      return List.of();
    }
    List<Limit> parsed = new ArrayList<>();
    for (LimitParameter each : limits) {
      Limit limit = each.limit(); // refused even if it is for another suite
      if (each.isFor(suite)) {
        parsed.add(limit);
      }
    }
    return parsed;
  }

  private Optional<RegressionRule> regressionRule() {
    boolean fromPom = regression != null;
    if (!fromPom && regressionMode == null && marginPoints == null && detectPoints == null) {
      return Optional.empty();
    }
    return Optional.of(
        RegressionRule.of(
            first(regressionMode, fromPom ? regression.mode() : null),
            first(marginPoints, fromPom ? regression.marginPoints() : null),
            first(detectPoints, fromPom ? regression.detectPoints() : null)));
  }

  private static String first(String nearer, String farther) {
    return nearer != null ? nearer : farther;
  }

  private Quarantine quarantine(String suite) {
    if (quarantine != null) {
      return Quarantine.read(quarantine.toPath());
    }
    Path usual = suiteDirectory().resolve(suite + ".quarantine");
    return Files.isRegularFile(usual) ? Quarantine.read(usual) : Quarantine.NONE;
  }

  private void lookAtEvidence(SuiteDefinition suite, Sightings inputs) {
    look(suite, inputs);
    inputs.look(evaluationFile(suite));
    inputs.look(resultFile(suite));
    inputs.look(baselineFile(suite));
    inputs.look(suiteDirectory().resolve(suite.name() + ".quarantine"));
    if (quarantine != null) {
      inputs.look(quarantine.toPath());
    }
  }

  private Path resultFile(SuiteDefinition suite) {
    return outputDirectory(suite.name()).resolve("result.json");
  }

  private Evidence evidence(SuiteDefinition suite) {
    Optional<Path> graph = graphFile(suite);
    Path evaluation = evaluationFile(suite);
    Path result = resultFile(suite);
    Path baseline = baselineFile(suite);
    Optional<SearchEvidence> search =
        Files.isRegularFile(result)
            ? Optional.of(SearchEvidence.read(result))
            : Optional.<SearchEvidence>empty();
    return new Evidence(
        suite.name(),
        graph.isPresent() && Files.isRegularFile(evaluation)
            ? Optional.of(Evaluation.read(evaluation))
            : Optional.empty(),
        search,
        Files.isRegularFile(baseline) ? Optional.of(Baseline.read(baseline)) : Optional.empty(),
        graph.map(file -> inputs(suite, file).digests()).orElseGet(TreeMap::new),
        search
            .map(found -> found.differing(suite, TaskSuiteLoader.load(suite).digest()))
            .orElse(List.of()),
        evidence.equals("search"));
  }

  private void tell(Verdict verdict, SuiteDefinition suite, Receipt receipt) {
    String name = verdict.suite();
    verdict.measured().forEach(line -> say(name + ": " + ConsoleText.printable(line), receipt));
    for (Violation violation : verdict.violations()) {
      String line = name + ": " + ConsoleText.printable(violation.text());
      if (failOnViolation) {
        getLog().error(line);
      } else {
        getLog().warn(line);
      }
    }
    receipt.outputs().look(GateReports.junit(verdict, outputDirectory(name)));
    if (stepSummary != null && !stepSummary.isBlank()) {
      GateReports.appendSummary(verdict, Path.of(stepSummary));
    }
    String file = shown(suite.file()).toString().replace(File.separatorChar, '/');
    if (annotations.equals("github")) {
      GateReports.gitHub(verdict, file).forEach(System.out::println);
    } else if (annotations.equals("gitlab")) {
      GateReports.gitLab(verdict, outputDirectory(name), file);
    }
    if (verdict.passed()) {
      say("Suite \"%s\" passes.".formatted(name), receipt);
    }
  }

  private void say(String line, Receipt receipt) {
    getLog().info(line);
    receipt.say(line);
  }

  private String refusal(Verdict verdict, SuiteDefinition suite) {
    String kinds =
        verdict.violations().stream()
            .map(violation -> violation.kind().name().toLowerCase(Locale.ROOT))
            .distinct()
            .collect(Collectors.joining(", "));
    return "Suite \"%s\" does not pass (%s). Report: %s"
        .formatted(
            verdict.suite(),
            kinds,
            shown(
                outputDirectory(suite.name())
                    .resolve("TEST-collabgraph." + suite.name() + ".xml")));
  }
}
