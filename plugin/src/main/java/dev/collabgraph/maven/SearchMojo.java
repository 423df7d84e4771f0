package dev.collabgraph.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Searches the best collaboration graph of each suite under its budget. */
@Mojo(name = "search", threadSafe = true)
public final class SearchMojo extends AbstractCollabgraphMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.search.skip", defaultValue = "false")
  private boolean skipSearch;

  @Override
  String goal() {
    return "search";
  }

  @Override
  boolean goalSkipped() {
    return skipSearch;
  }

  @Override
  void run() throws MojoExecutionException, MojoFailureException {}
}
