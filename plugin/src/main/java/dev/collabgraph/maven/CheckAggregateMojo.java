package dev.collabgraph.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Checks, once for a whole build, the suites of all its modules, and fails with all their refusals
 * together. Run it behind the modules: {@code mvn verify collabgraph:check-aggregate}. Limits are
 * those of this goal's own configuration; a module without a suite folder is passed over, and a
 * build in which no module has one fails.
 */
@Mojo(name = "check-aggregate", aggregator = true, threadSafe = true)
public final class CheckAggregateMojo extends CheckMojo {

  /** Skips this goal. {@code collabgraph.check.skip} does not. */
  @Parameter(property = "collabgraph.check-aggregate.skip", defaultValue = "false")
  private boolean skipCheckAggregate;

  @Inject
  public CheckAggregateMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "check-aggregate";
  }

  @Override
  boolean goalSkipped() {
    return skipCheckAggregate;
  }

  /** What it reads depends on the modules of the build, so it always reads. */
  @Override
  boolean repeatable() {
    return false;
  }

  @Override
  List<String> refusals(Receipt receipt) throws MojoFailureException {
    List<String> refused = new ArrayList<>();
    int modules = 0;
    for (MavenProject each : session().getProjects()) {
      File directory = each.getBasedir();
      if (directory == null) {
        continue;
      }
      workOn(directory.toPath());
      Path suites = suiteDirectory();
      if (Files.isDirectory(suites)) {
        modules++;
        getLog().info("Module %s:".formatted(each.getArtifactId()));
        refused.addAll(super.refusals(receipt));
      }
    }
    if (modules == 0) {
      throw new MojoFailureException(
          "There is nothing to check: none of the %s modules has a folder src/collabgraph. Maybe run it in the folder of the whole build."
              .formatted(session().getProjects().size()));
    }
    getLog().info("Checked the suites of %s modules.".formatted(modules));
    return refused;
  }
}
