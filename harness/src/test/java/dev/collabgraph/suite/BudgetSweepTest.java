package dev.collabgraph.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetSweepTest {
  @TempDir Path folder;

  @Test
  void aSweepIsAscendingAndItsLargestBudgetIsTheSuitesOwn() throws IOException {
    Path file = suite("{metric: flops, sweep: [18, 6, 12.5]}");

    assertThat(SuiteLoader.sweep(file, Map.of())).containsExactly(6.0, 12.5, 18.0);
    assertThat(SuiteLoader.load(file, Map.of()).search().units()).isEqualTo(18);
  }

  @Test
  void unitsBesideASweepAreTheSuitesOwnBudget() throws IOException {
    Path file = suite("{metric: flops, units: 6, sweep: [18, 6]}");

    assertThat(SuiteLoader.load(file, Map.of()).search().units()).isEqualTo(6);
    assertThat(SuiteLoader.load(file, Map.of("search.budget.units", "18")).search().units())
        .isEqualTo(18);
  }

  @Test
  void aSuiteWithoutASweepHasNone() throws IOException {
    assertThat(SuiteLoader.sweep(suite("{metric: flops, units: 18}"), Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[6]", "[6, 6]", "[0.5, 6]", "[6, many]", "12"})
  void whatIsNoListOfBudgetsIsRefusedWithARepair(String sweep) throws IOException {
    Path file = suite("{metric: flops, sweep: " + sweep + "}");

    assertThatThrownBy(() -> SuiteLoader.load(file, Map.of()))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("search.budget.sweep")
        .hasMessageContaining("a list of 2 to 20 different budgets in units, each 1 or more")
        .hasMessageContaining("Maybe write: sweep: [6, 12, 18]");
  }

  private Path suite(String budget) throws IOException {
    return Files.writeString(
        folder.resolve("arithmetic.yaml"),
        SuiteFiles.MINIMAL.replaceAll("budget: \\{[^}]*\\}", "budget: " + budget));
  }
}
