package dev.collabgraph.maven;

import dev.collabgraph.gate.GateException;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.report.ReportException;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.suite.SuiteException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * What all goals share: the skip flags, the session and the project. A goal says what it does in
 * {@link #run()}; {@link #execute()} is final, so that no goal can forget a flag.
 *
 * <p>No static state: Maven makes one instance per execution, also under {@code -T4}.
 */
abstract class AbstractCollabgraphMojo extends AbstractMojo {

  /** Skips every Collabgraph goal. {@code collabgraph.<goal>.skip} skips one of them. */
  @Parameter(property = "collabgraph.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    List<String> reasons = skipReasons();
    if (!reasons.isEmpty()) {
      getLog().info("Skipping collabgraph:" + goal() + ": " + String.join("; ", reasons) + ".");
      return;
    }
    warnOfUnknownProperties();
    try {
      run();
    } catch (SuiteException
        | GateException
        | SearchException
        | ModelCallException
        | ReportException
        | UncheckedIOException
        | IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /** Once in a build, however many goals and modules it has. */
  private void warnOfUnknownProperties() {
    if (execution == null || execution.getMojoDescriptor() == null || session == null) {
      return; // not started by Maven
    }
    String key = UnknownProperties.class.getName();
    if (session.getRequest().getData().putIfAbsent(key, true) == null) {
      UnknownProperties.warnings(
              session.getUserProperties().stringPropertyNames(),
              UnknownProperties.known(execution.getMojoDescriptor().getPluginDescriptor()))
          .forEach(getLog()::warn);
    }
  }

  /** What a server or a file wrote may stand in a message, and a terminal would obey it. */
  private static MojoExecutionException refused(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    String shown = String.join("\n", ConsoleText.lines(message));
    // Maven prints the messages of the causes too, so a cause that is not fit goes no further.
    return shown.equals(message)
        ? new MojoExecutionException(message, e)
        : new MojoExecutionException(shown);
  }

  /** Whether a flag skips this goal. */
  final boolean skipped() {
    return !skipReasons().isEmpty();
  }

  private List<String> skipReasons() {
    List<String> reasons = new ArrayList<>(2);
    if (skip) {
      reasons.add("collabgraph.skip is true");
    }
    if (goalSkipped()) {
      reasons.add("collabgraph." + goal() + ".skip is true");
    }
    return reasons;
  }

  /** Name of the goal without the prefix. */
  abstract String goal();

  /** Value of {@code collabgraph.<goal>.skip}. */
  abstract boolean goalSkipped();

  /**
   * Does the goal's work. What the engine throws for a reason a person can mend becomes a {@link
   * MojoExecutionException} with the same message.
   *
   * @throws MojoFailureException if the goal found out that the answer is no
   * @throws MojoExecutionException if it could not find out
   */
  abstract void run() throws MojoExecutionException, MojoFailureException;

  /** The running build. */
  final MavenSession session() {
    return session;
  }

  /** The project being built. */
  final MavenProject project() {
    return project;
  }

  /** Id of this execution, {@code default-cli} on the command line. */
  final String executionId() {
    return execution.getExecutionId();
  }

  /** Whether a POM bound this execution to the lifecycle, so that nobody typed the goal's name. */
  final boolean boundToLifecycle() {
    return execution.getSource() == MojoExecution.Source.LIFECYCLE;
  }
}
