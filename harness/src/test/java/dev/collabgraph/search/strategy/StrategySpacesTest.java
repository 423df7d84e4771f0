package dev.collabgraph.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spaces that strategies take whole, and the densities they draw from. */
class StrategySpacesTest {

  @TempDir Path directory;

  @Test
  void exhaustiveRefusesALargeSpaceNamingItsSize() {
    assertThatThrownBy(
            () -> Suites.run(directory, Suites.yaml("math", 18), "exhaustive", Map.of(), 1))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("18 units, 19 slots")
        .hasMessageContaining("more than 500 graphs, expected at most 500")
        .hasMessageContaining("Lower search.budget.units");
  }

  @Test
  void aDensityFollowsWhatItObservedAndStaysOpen() {
    SearchSpace space = space(18, Map.of());
    ParzenDensity density = new ParzenDensity(space, 1);
    SplittableRandom random = new SplittableRandom(3);
    GraphSample observed = density.draw(random);
    while (observed.size() < 4) {
      observed = density.draw(random);
    }
    GraphSample other = density.draw(random);
    final double before = density.logProbability(observed);
    density.fit(List.of(observed, observed, observed, observed));

    assertThat(density.logProbability(observed)).isGreaterThan(before + Math.log(10));
    assertThat(density.logProbability(other)).isFinite();
  }

  private SearchSpace space(double units, Map<String, String> overrides) {
    SuiteDefinition suite = Suites.load(directory, Suites.yaml("math", units), overrides);
    return Suites.context(directory, suite).space();
  }
}
