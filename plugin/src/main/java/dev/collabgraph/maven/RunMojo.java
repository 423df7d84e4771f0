package dev.collabgraph.maven;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Asks one question through a found graph and prints the answer and how the graph came to it.
 *
 * <p>The graph is the committed one, {@code src/collabgraph/<suite>.graph.json}, or else what the
 * last search found, {@code target/collabgraph/<suite>/best.graph.json}.
 */
@Mojo(name = "run", threadSafe = true)
public final class RunMojo extends AbstractSuiteMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.run.skip", defaultValue = "false")
  private boolean skipRun;

  /** What to ask. The id of one of the suite's tasks asks that task. */
  @Parameter(property = "collabgraph.question")
  private String question;

  /** A graph file to ask instead. */
  @Parameter(property = "collabgraph.graph")
  private File graph;

  @Inject
  public RunMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "run";
  }

  @Override
  boolean goalSkipped() {
    return skipRun;
  }

  @Override
  void run() throws MojoExecutionException {
    if (question == null || question.isBlank()) {
      throw new MojoExecutionException(
          "There is no question. Add: -Dcollabgraph.question=\"What is 17 * 23?\"");
    }
    Optional<SuiteDefinition> suite =
        graph == null ? Optional.of(settings().only()) : Optional.empty();
    Path file = graph == null ? graphOf(suite.get().name()) : graph.toPath();
    GraphDocument document = GraphDocument.read(file);
    if (suite.isEmpty()) {
      suite = settings().find(document.suite());
    }
    suite.ifPresent(this::refuseUnlimitedSpending);
    ask(new Question(document, suite), file);
  }

  private void ask(Question asked, Path file) throws MojoExecutionException {
    GraphDocument document = asked.document();
    Task task = asked.task(question);
    getLog()
        .info(
            String.format(
                Locale.ROOT,
                "Asking %s (%d nodes, width %d, depth %d, %.2f units of %s)",
                shown(file),
                document.graph().size(),
                document.graph().width(),
                document.graph().depth(),
                document.cost().units(),
                document.cost().metric()));
    ConsoleText.lines(task.question()).forEach(line -> getLog().info("  " + line));
    getLog().info("");
    Trace trace = asked.ask(task, providerContext(suiteDirectory()));
    TraceLines.of(document.graph().canonical(), trace).forEach(getLog()::info);
    if (!task.answer().isEmpty()) {
      getLog().info("Expected: " + ConsoleText.printable(task.answer()));
    }
    if (!trace.conclusive()) {
      throw new MojoExecutionException(
          "The graph gave no answer: "
              + ConsoleText.printable(String.valueOf(trace.failure()))
              + asked.hint());
    }
  }

  private Path graphOf(String suite) {
    return findGraph(suite)
        .orElseThrow(
            () ->
                new SuiteException(
                    "Suite \"%s\" has no graph yet: neither %s nor %s is there. Search one first: mvn collabgraph:search -Dcollabgraph.suite=%s"
                        .formatted(
                            suite, shown(committedGraph(suite)), shown(foundGraph(suite)), suite)));
  }
}
