package dev.collabgraph.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.stats.Bootstrap;
import dev.collabgraph.stats.Interval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/results/strategies-compared.md}, made again below {@code
 * harness/target/tables} as {@code pools.md}, {@code ablations.md}, {@code landscapes.md} and a
 * {@code .csv} of each; an interrupted run goes on.
 *
 * <p>Run: {@code mvn -B -ntp -Pheavy -pl harness test -Dtest=StrategyTablesTest}; {@code
 * -Dcollabgraph.tables.seeds=10} for fewer seeds. Hours on a busy machine, about half an hour on
 * two free cores with 10.
 */
@Tag("heavy")
class StrategyTablesTest {
  private static final Path FOLDER = Path.of("target", "tables");
  private static final int SEEDS = Integer.getInteger("collabgraph.tables.seeds", 30);
  private static final String CALLS = "300/unit";
  private static final String AGENT = "agent-reinforce(iterations=30)";
  private static final String PEERS = ",reinforce,tpe,textgrad,maao,evolution,fixed:star,random";

  /** All strategies on the three pools: what is claimed here is less than the table shows. */
  @Test
  void onThePoolsTheAgentIsAheadOfRandomAndReinforce() throws Exception {
    List<Comparison> all =
        compare("pools", "math,mmlu,humaneval", AGENT + PEERS, List.of(18.0, 42.0, 80.0));

    assertThat(pooled(all, "random").low()).isPositive();
    assertThat(pooled(all, "reinforce").low()).isPositive();
  }

  @Test
  void onLandscapesNothingWasTunedToTheAgentIsNotWorseThanReinforceByTwoPoints() throws Exception {
    List<Comparison> all =
        compare(
            "landscapes",
            "random-101,random-102,random-103,random-104,random-105,random-106,"
                + "reversed-1,reversed-2,reversed-3",
            AGENT + PEERS,
            List.of(18.0));

    assertThat(all)
        .allSatisfy(
            each ->
                assertThat(
                        each.budgets().get(0).against("reinforce").orElseThrow().difference().low())
                    .as(each.suite())
                    .isGreaterThan(-0.02));
  }

  /** No claim but that every ablation ran: what each part is worth is in the table. */
  @Test
  void everyPartOfTheAgentIsSwitchedOffOnce() throws Exception {
    StringBuilder entrants = new StringBuilder(AGENT);
    for (String part : List.of("insight1", "insight2", "insight3", "sharing", "racing")) {
      entrants.append(",agent-reinforce(iterations=30;").append(part).append("=false)");
    }
    List<Comparison> all =
        compare("ablations", "math,mmlu,humaneval", entrants + ",random", List.of(18.0));

    assertThat(all).allSatisfy(each -> assertThat(each.budgets().get(0).rows()).hasSize(7));
  }

  /** Compares, and writes the tables and a line per search to two files of that name. */
  private static List<Comparison> compare(
      String name, String pools, String entrants, List<Double> budgets) throws Exception {
    List<Comparison> all = new java.util.ArrayList<>();
    for (String pool : pools.split(",")) {
      int threads = Runtime.getRuntime().availableProcessors();
      all.add(StrategyTables.compare(FOLDER, pool, entrants, budgets, SEEDS, CALLS, threads));
    }
    StrategyMarkdown tables = new StrategyMarkdown(all);
    Files.writeString(FOLDER.resolve(name + ".md"), tables.summary() + tables.tables());
    Files.writeString(FOLDER.resolve(name + ".csv"), tables.csv());
    return all;
  }

  /** Mean difference of the agent from another over all cells and seeds. */
  private static Interval pooled(List<Comparison> all, String other) {
    double[] differences =
        all.stream()
            .flatMap(each -> each.budgets().stream())
            .flatMapToDouble(
                budget -> {
                  List<Double> own = budget.rows().get(0).scores();
                  List<Double> theirs =
                      budget.rows().stream()
                          .filter(row -> row.label().equals(other))
                          .findFirst()
                          .orElseThrow()
                          .scores();
                  return DoubleStream.iterate(0, i -> i + 1)
                      .limit(own.size())
                      .map(i -> own.get((int) i) - theirs.get((int) i));
                })
            .toArray();
    return Bootstrap.mean(differences, 0.95, 1);
  }
}
