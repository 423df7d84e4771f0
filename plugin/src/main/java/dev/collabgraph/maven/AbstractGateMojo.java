package dev.collabgraph.maven;

import dev.collabgraph.gate.Inputs;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.suite.SuiteDefinition;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What the goals that evaluate, check and bless share: which graph is meant, and its files. */
abstract class AbstractGateMojo extends AbstractSuiteMojo {

  /**
   * A graph file to use instead of the committed one, {@code src/collabgraph/<suite>.graph.json},
   * or else what the last search found.
   */
  @Parameter(property = "collabgraph.graph")
  private File graph;

  AbstractGateMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  /** The suites, those without a graph included. */
  final List<SuiteDefinition> suites() {
    return settings().load();
  }

  /** The graph file that is meant; empty if there is none. */
  final Optional<Path> graphFile(SuiteDefinition suite) {
    if (graph != null) {
      return Optional.of(graph.toPath());
    }
    return List.of(committedGraph(suite), outputDirectory(suite.name()).resolve("best.graph.json"))
        .stream()
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Looks at what a suite names and at the graphs that could be meant. */
  final void look(SuiteDefinition suite, Sightings inputs) {
    SearchInputs.look(suite, inputs);
    if (graph != null) {
      inputs.look(graph.toPath());
    }
    inputs.look(committedGraph(suite));
    inputs.look(foundGraph(suite.name()));
  }

  /** Suite and graph file together. */
  final Inputs inputs(SuiteDefinition suite, Path graphFile) {
    return Inputs.of(suite, GraphDocument.read(graphFile), providerContext(suiteDirectory()));
  }

  /** Where the committed graph lies or would. */
  final Path committedGraph(SuiteDefinition suite) {
    return suiteDirectory().resolve(suite.name() + ".graph.json");
  }

  /** Where the blessed baseline lies or would. */
  final Path baselineFile(SuiteDefinition suite) {
    return suiteDirectory().resolve(suite.name() + ".baseline.json");
  }

  /** Where the evaluation lies or would. */
  final Path evaluationFile(SuiteDefinition suite) {
    return outputDirectory(suite.name()).resolve("evaluation.json");
  }

  /** Where the graph lies, or would, as it was evaluated. */
  final Path evaluatedGraph(SuiteDefinition suite) {
    return outputDirectory(suite.name()).resolve("evaluated.graph.json");
  }
}
