package dev.collabgraph.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.gate.Regression.Outcome;
import dev.collabgraph.gate.Violation.Kind;
import dev.collabgraph.suite.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegressionTest {

  /** 200 tasks, 120 of them right before; {@code lost} of those wrong now, {@code won} new. */
  private static Regression compare(int lost, int won, String mode, String margin, String detect) {
    return Regression.of(
        changed(lost, won),
        Evaluations.passing(120, 200, 3),
        RegressionRule.of(mode, margin, detect));
  }

  private static Evaluation changed(int lost, int won) {
    List<TaskOutcome> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean right = i < 120 ? i >= lost : i < 120 + won;
      tasks.add(Evaluations.task("t" + (i + 1), right ? 1 : 0));
    }
    return Evaluations.of(1, tasks);
  }

  @ParameterizedTest
  @CsvSource({
    // lost, won, mode, margin, detect, outcome; half-width of 20 discordant of 200 is 4.3 points
    "20, 0,  provenWorse, 0, 5,   WORSE",
    "20, 0,  provenWorse, 5, 5,   WORSE",
    "20, 0,  provenWorse, 9, 9,   HOLDS",
    "12, 8,  provenWorse, 0, 5,   HOLDS",
    "12, 8,  provenWorse, 0, 2,   INCONCLUSIVE",
    "12, 8,  notInferior, 0, 5,   NOT_SHOWN",
    "12, 8,  notInferior, 5, 5,   NOT_SHOWN",
    "12, 8,  notInferior, 9, 9,   HOLDS",
    "12, 8,  notInferior, 3, 3,   INCONCLUSIVE",
    "20, 0,  notInferior, 0, 5,   WORSE",
    "0,  20, provenWorse, 0, 1,   HOLDS",
    "0,  20, notInferior, 0, 1,   HOLDS",
  })
  void theBurdenOfProofLiesWhereTheModeSays(
      int lost, int won, String mode, String margin, String detect, Outcome outcome) {
    Regression found = compare(lost, won, mode, margin, detect);
    assertThat(found.outcome()).as(found.toString()).isEqualTo(outcome);
    assertThat(found.points().value()).isCloseTo((won - lost) / 2.0, within(1e-9));
  }

  @Test
  void anInconclusiveComparisonTellsTheNumberOfTasksThatWouldDo() {
    Regression found = compare(12, 8, "provenWorse", "0", "2");
    double half = (found.points().high() - found.points().low()) / 2;
    assertThat(half).isCloseTo(4.4, within(0.4));
    assertThat((double) found.enough()).isCloseTo(200 * (half / 2) * (half / 2), within(1.0));
  }

  @Test
  void aFallOfEveryTaskIsProvenWorseThoughNoTaskDiffersFromAnother() {
    Regression found =
        Regression.of(
            Evaluations.passing(0, 30, 3),
            Evaluations.passing(30, 30, 3),
            RegressionRule.defaults());
    assertThat(found.outcome()).isEqualTo(Outcome.WORSE);
    assertThat(found.points().high()).isBetween(-100.0, -70.0);
  }

  @Test
  void aHandfulOfTasksProvesNothing() {
    Regression found =
        Regression.of(
            Evaluations.passing(0, 4, 3), Evaluations.passing(4, 4, 3), RegressionRule.defaults());
    assertThat(found.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(found.enough()).isEqualTo(385); // (1.96 / 0.10)^2
  }

  @Test
  void tasksPairByIdAndContentInAnyOrder() {
    Evaluation before = Evaluations.passing(10, 20, 3);
    List<TaskOutcome> shuffled = new ArrayList<>(before.tasks());
    Collections.reverse(shuffled);
    TaskOutcome first = shuffled.get(0);
    shuffled.set(
        0,
        new TaskOutcome(
            first.id(), "other", first.outcomes(), first.latencies(), first.cost(), null));
    Regression found =
        Regression.of(Evaluations.of(3, shuffled), before, RegressionRule.of(null, null, "100"));
    assertThat(found.paired()).isEqualTo(19);
    assertThat(found.points().n()).isEqualTo(19);
    assertThat(found.points().value()).isZero();
  }

  private static Verdict gate(Evaluation now, Evaluation blessed, RegressionRule rule) {
    return Gate.check(
        new GateSettings(List.of(), Optional.ofNullable(rule), 0, Quarantine.NONE),
        new Evidence(
            "small",
            Optional.of(now),
            Optional.empty(),
            Optional.ofNullable(blessed).map(Baseline::new),
            Evaluations.digests(),
            List.of(),
            false));
  }

  @Test
  void theGateTellsTheDifferenceRoundedTowardFailing() {
    Evaluation blessed = Evaluations.passing(120, 200, 3);
    Verdict worse = gate(changed(20, 0), blessed, null);
    assertThat(worse.violations().get(0).kind()).isEqualTo(Kind.REGRESSION);
    assertThat(worse.violations().get(0).text())
        .matches(
            "difference from the baseline is -10\\.0 points \\(95 % interval -1\\d\\.\\d to -\\d\\.\\d, 200 tasks\\),"
                + " proven worse than the baseline by more than the margin of 0\\."
                + " If that is wanted, bless it: mvn collabgraph:bless -Dcollabgraph.suite=small");
    assertThat(gate(changed(12, 8), blessed, null).measured().get(0))
        .matches(
            "difference from the baseline is -2\\.0 points \\(.*\\), margin 0, not proven worse");
    assertThat(gate(changed(0, 20), blessed, null).measured().get(0))
        .matches(
            "difference from the baseline is \\+10\\.0 points \\(.*\\), margin 0, shown not to be worse");
  }

  @Test
  void aBaselineOfOtherTasksIsStale() {
    Evaluation now = Evaluations.passing(50, 100, 1);
    Verdict verdict = gate(now, Evaluations.passing(50, 90, 3), null);
    assertThat(verdict.violations().get(0).kind()).isEqualTo(Kind.STALE);
    assertThat(verdict.violations().get(0).text())
        .isEqualTo(
            "The baseline is stale: it knows 90 of the 100 tasks with the same content."
                + " Run: mvn collabgraph:bless -Dcollabgraph.suite=small");
    Evaluation other =
        new Evaluation(
            "small",
            "collabgraph 1",
            Split.VALIDATION,
            1,
            0,
            "g",
            Evaluations.digests(),
            now.cost(),
            now.tasks());
    assertThat(gate(other, Evaluations.passing(50, 100, 3), null).violations().get(0).message())
        .isEqualTo(
            "The baseline is stale: it is of the test split, the evaluation of the validation split.");
  }

  @Test
  void aRuleWithoutABaselineIsAViolation() {
    Verdict verdict = gate(changed(0, 0), null, RegressionRule.defaults());
    assertThat(verdict.violations().get(0).kind()).isEqualTo(Kind.MISSING);
  }

  @Test
  void whatIsNoRuleIsRefusedWhenConfigured() {
    assertThatThrownBy(() -> RegressionRule.of("worse", null, null))
        .hasMessage("The regression mode is \"worse\", expected provenWorse or notInferior.");
    assertThatThrownBy(() -> RegressionRule.of(null, "-1", null)).hasMessageContaining("0 to 100");
    assertThatThrownBy(() -> RegressionRule.of(null, "1", "0")).hasMessageContaining("above 0");
    assertThatThrownBy(() -> RegressionRule.of(null, "two", null)).hasMessageContaining("two");
    assertThat(RegressionRule.of(null, "2", null).detectPoints()).isEqualTo("2");
    assertThat(RegressionRule.defaults().detectPoints()).isEqualTo("10");
  }
}
