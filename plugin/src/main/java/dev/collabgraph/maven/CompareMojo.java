package dev.collabgraph.maven;

import dev.collabgraph.compare.ComparePlan;
import dev.collabgraph.compare.CompareRun;
import dev.collabgraph.compare.Comparison;
import dev.collabgraph.compare.Entrant;
import dev.collabgraph.compare.Oracle;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.report.CompareReports;
import dev.collabgraph.report.CompareText;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Compares search strategies on each suite: every strategy at every budget with several seeds and
 * equal calls. Writes {@code target/collabgraph/<suite>/compare.json}, {@code .csv}, {@code .md}
 * and {@code .html}. An interrupted comparison, run again, goes on where it was.
 */
@Mojo(name = "compare", threadSafe = true)
public final class CompareMojo extends AbstractSuiteMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.compare.skip", defaultValue = "false")
  private boolean skipCompare;

  /**
   * The strategies, comma-separated, the one the others are compared with first. Options in
   * parentheses: {@code agent-reinforce,agent-reinforce(insight1=false;iterations=30),reinforce}.
   * {@code random} is added if it is missing.
   */
  @Parameter(
      property = "collabgraph.compare.strategies",
      defaultValue = "agent-reinforce,reinforce,tpe,random")
  private String strategies;

  /** Budgets in units, comma-separated. Default: that of the suite, or its sweep. */
  @Parameter(property = "collabgraph.compare.budgets")
  private String budgets;

  /** Searches of each strategy at each budget, 2 or more; intervals need 5, claims about 30. */
  @Parameter(property = "collabgraph.compare.seeds", defaultValue = "10")
  private int seeds;

  /**
   * Cap on the logical calls of one search, probes, validation and an agent's included: {@code
   * 20000}, or {@code 200/unit} of the budget.
   */
  @Parameter(property = "collabgraph.compare.calls", defaultValue = "200/unit")
  private String calls;

  /** Fresh tasks from which a simulated suite's true scores are taken, 100 or more. */
  @Parameter(property = "collabgraph.compare.tasks", defaultValue = "4000")
  private int tasks;

  /** Searches at a time, 1 or more; 0 = as many as processors. They do not change a result. */
  @Parameter(property = "collabgraph.threads", defaultValue = "0")
  private int threads;

  @Inject
  public CompareMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "compare";
  }

  @Override
  boolean goalSkipped() {
    return skipCompare;
  }

  @Override
  void run() {
    List<SuiteDefinition> suites = settings().load();
    suites.forEach(this::refuseUnlimitedSpending);
    suites.forEach(this::compare);
  }

  private void compare(SuiteDefinition suite) {
    Path directory = outputDirectory(suite.name());
    ModelProvider.Context context = providerContext(suiteDirectory());
    Optional<Oracle> oracle = SimulatedOracle.of(suite, context);
    ComparePlan plan = plan(suite);
    announce(suite, plan, oracle.isPresent());
    try (ShutdownSign shutdown = new ShutdownSign()) {
      SearchRuntime runtime =
          new SearchRuntime(
              directory,
              threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
              context,
              new LogListener(getLog()),
              shutdown,
              System::nanoTime);
      Comparison comparison = CompareRun.run(plan, runtime, oracle.orElse(null));
      Path html = CompareReports.write(comparison, directory);
      CompareText.lines(comparison).forEach(getLog()::info);
      getLog().info("Report: " + shown(html));
    }
  }

  private ComparePlan plan(SuiteDefinition suite) {
    return new ComparePlan(
        suite.file(),
        settings().overrides(),
        SearchInputs.digest(suite),
        Entrant.list(strategies),
        budgets(suite),
        seeds,
        ComparePlan.Calls.parse(calls),
        tasks);
  }

  private List<Double> budgets(SuiteDefinition suite) {
    if (budgets == null || budgets.isBlank()) {
      return settings().swept(suite).stream().map(each -> each.search().units()).toList();
    }
    List<Double> units = new ArrayList<>();
    for (String each : budgets.split(",")) {
      try {
        units.add(Double.parseDouble(each.strip()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "budgets has \"%s\", expected units such as 18,42,80. (-Dcollabgraph.compare.budgets)"
                .formatted(each.strip()),
            e);
      }
    }
    return units;
  }

  private void announce(SuiteDefinition suite, ComparePlan plan, boolean simulated) {
    double each = plan.budgets().stream().mapToDouble(units -> plan.calls().at(units)).sum();
    getLog()
        .info(
            String.format(
                Locale.ROOT,
                "Suite \"%s\": %d strategies x %d budgets x %d seeds, at most %,.0f logical calls%s",
                suite.name(),
                plan.entrants().size(),
                plan.budgets().size(),
                plan.seeds(),
                each * plan.entrants().size() * plan.seeds(),
                simulated ? " (simulated, free)" : ", and those on the test split"));
  }
}
