package dev.collabgraph.maven;

import dev.collabgraph.gate.Baseline;
import dev.collabgraph.gate.Blessing;
import dev.collabgraph.gate.Evaluation;
import dev.collabgraph.gate.GateException;
import dev.collabgraph.gate.Inputs;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.InvalidGraphException;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Accepts a suite's evaluation as the baseline, {@code src/collabgraph/<suite>.baseline.json}, and
 * the graph that was evaluated as the committed one, {@code <suite>.graph.json}. Shows how both
 * differ from what they replace before it writes. Commit both files.
 */
@Mojo(name = "bless", threadSafe = true)
public final class BlessMojo extends AbstractGateMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.bless.skip", defaultValue = "false")
  private boolean skipBless;

  /** Whether to show the difference and write nothing. */
  @Parameter(property = "collabgraph.dryRun", defaultValue = "false")
  private boolean dryRun;

  @Inject
  public BlessMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "bless";
  }

  @Override
  boolean goalSkipped() {
    return skipBless;
  }

  @Override
  void run() throws MojoFailureException {
    for (SuiteDefinition suite : suites()) {
      bless(suite);
    }
  }

  private void bless(SuiteDefinition suite) throws MojoFailureException {
    Path file = evaluationFile(suite);
    Path evaluated = evaluatedGraph(suite);
    if (!Files.isRegularFile(file) || !Files.isRegularFile(evaluated)) {
      throw new MojoFailureException(
          "Suite \"%s\" has no evaluation to bless. Run: mvn collabgraph:evaluate -Dcollabgraph.suite=%s"
              .formatted(suite.name(), suite.name()));
    }
    Evaluation evaluation = Evaluation.read(file);
    Inputs inputs = inputs(suite, evaluated);
    List<String> differing = Inputs.differing(evaluation.digests(), inputs.digests());
    if (!differing.isEmpty()) {
      throw new MojoFailureException(
          "The evaluation of suite \"%s\" is stale: %s changed since. Run: mvn collabgraph:evaluate -Dcollabgraph.suite=%s"
              .formatted(suite.name(), String.join(", ", differing), suite.name()));
    }
    Path graphFile = committedGraph(suite);
    Path baselineFile = baselineFile(suite);
    Blessing blessing =
        new Blessing(
            baseline(evaluation),
            inputs.graph(),
            former(baselineFile, Baseline::read),
            former(graphFile, GraphDocument::read));
    getLog().info("Suite \"%s\":".formatted(suite.name()));
    blessing.difference().forEach(line -> getLog().info("  " + ConsoleText.printable(line)));
    if (dryRun) {
      getLog().info("Nothing is written, since collabgraph.dryRun is true.");
      return;
    }
    blessing.write(graphFile, baselineFile);
    getLog()
        .info("Blessed: %s and %s. Commit both.".formatted(shown(graphFile), shown(baselineFile)));
  }

  /**
   * What the file that is to be replaced holds; empty if it is not there.
   *
   * @throws GateException if it cannot be read, as after a merge, since then no difference can be
   *     shown
   */
  static <T> Optional<T> former(Path file, Function<Path, T> read) {
    try {
      return Files.isRegularFile(file) ? Optional.of(read.apply(file)) : Optional.empty();
    } catch (GateException | InvalidGraphException e) {
      throw new GateException(
          "%s Blessing would replace it and cannot show the difference. Restore it from version control, or delete it and bless again: %s"
              .formatted(e.getMessage(), file),
          e);
    }
  }

  private static Baseline baseline(Evaluation evaluation) throws MojoFailureException {
    try {
      return new Baseline(evaluation);
    } catch (GateException e) {
      throw new MojoFailureException(e.getMessage(), e);
    }
  }
}
