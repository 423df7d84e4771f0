package dev.collabgraph.maven;

import dev.collabgraph.search.SearchEstimate;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.engine.Search;
import dev.collabgraph.suite.SuiteDefinition;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Says, before anything is spent, what a search of each suite would use: calls, tokens, FLOPs,
 * dollars and minutes, as expected and at worst. Plays the search through with answers of average
 * length; a model that costs something is asked only with {@code collabgraph.probe}. What nobody
 * knows, such as an undeclared price, is said to be unknown.
 */
@Mojo(name = "estimate", threadSafe = true)
public final class EstimateMojo extends AbstractSuiteMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.estimate.skip", defaultValue = "false")
  private boolean skipEstimate;

  /**
   * Asks every model five tasks to measure lengths and latencies. That costs something, but the
   * answers stay in the call cache, where a search finds them.
   */
  @Parameter(property = "collabgraph.probe", defaultValue = "false")
  private boolean probe;

  /** Strategies to estimate, comma-separated. Default: the suite's. */
  @Parameter(property = "collabgraph.strategies")
  private List<String> strategies;

  @Inject
  public EstimateMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "estimate";
  }

  @Override
  boolean goalSkipped() {
    return skipEstimate;
  }

  @Override
  void run() {
    for (SuiteDefinition suite : settings().load()) {
      SearchRuntime runtime =
          SearchRuntime.of(outputDirectory(suite.name()), suiteDirectory())
              .withProviders(providerContext(suiteDirectory()))
              .withListener(new LogListener(getLog()));
      List<String> ids =
          strategies == null || strategies.isEmpty()
              ? List.of(suite.search().strategy())
              : strategies;
      getLog().info("Suite \"" + suite.name() + "\":");
      for (SearchEstimate each : Search.estimate(suite, runtime, probe, ids)) {
        getLog().info(each.line());
      }
    }
  }
}
