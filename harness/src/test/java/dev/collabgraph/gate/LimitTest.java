package dev.collabgraph.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

  @Test
  void aCommandLineNamesSeveral() {
    assertThat(Limit.parse("accuracy>=0.60, latencyP95 <= 2.5,passHat3>=0.1,usd<=0.002"))
        .extracting(Limit::toString)
        .containsExactly(
            "accuracy >= 0.60", "latencyP95 <= 2.5", "passHat3 >= 0.1", "usd <= 0.002");
    assertThat(Limit.parse("leadPoints>=-1.5").get(0).bound()).isEqualTo("-1.5");
    assertThat(Limit.parse("tokens<=1e3").get(0)).hasToString("tokens <= 1000");
  }

  @Test
  void aPomNamesOneSide() {
    assertThat(Limit.of("accuracy", "0.60", null)).isEqualTo(Limit.parse("accuracy>=0.60").get(0));
    assertThat(Limit.of("tokens", " ", "900")).isEqualTo(Limit.parse("tokens<=900").get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acuracy>=0.6|There is no metric \"acuracy\"",
        "acuracy>=0.6|Did you mean \"accuracy\"?",
        "accuracy>=60|from 0 to 1 with at most 9 digits after the point. Maybe write 0.60.",
        "accuracy>=-0.1|The minimum of accuracy is -0.1, expected a number from 0",
        "accuracy<=0.6|The limit on accuracy has a maximum, expected a minimum",
        "usd>=1|The limit on usd has a minimum, expected a maximum",
        "usd<=NaN|The maximum of usd is \"NaN\", expected a number",
        "accuracy=0.6|\"accuracy=0.6\" is no limit",
        "accuracy>=0.6,|\"\" is no limit",
        "latencyP100<=1|no metric \"latencyP100\"",
        "passHat0>=1|no metric \"passHat0\"",
        "tokens<=1e400|The maximum of tokens is \"1e400\", expected a number",
        "usd<=0.0000000001|at most 9 digits",
      })
  void whatIsNoLimitIsRefusedWhenConfigured(String text, String message) {
    assertThatThrownBy(() -> Limit.parse(text))
        .isInstanceOf(GateException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aLimitWithoutABoundIsRefused() {
    assertThatThrownBy(() -> Limit.of("usd", null, null))
        .hasMessage(
            "The limit on usd has no bound, expected a maximum. Write:"
                + " <limit><metric>usd</metric><maximum>...</maximum></limit>");
    assertThatThrownBy(() -> Limit.of(null, "1", null)).hasMessageContaining("names no metric");
  }

  @ParameterizedTest
  @CsvSource({
    "accuracy>=0.850, 0.8499999, 0.849, false",
    "accuracy>=0.85,  0.8499999, 0.84,  false",
    "accuracy>=0.85,  0.85,      0.85,  true",
    "accuracy>=0.85,  0.8599,    0.85,  true",
    "accuracy>=1,     0.9999,    0,     false",
    "usd<=0.002,      0.0020001, 0.003, false",
    "usd<=0.002,      0.002,     0.002, true",
    "usd<=0.002,      0.00151,   0.002, true",
  })
  void whatIsShownIsRoundedTowardFailing(String text, String value, String shown, boolean keeps) {
    Limit limit = Limit.parse(text.strip()).get(0);
    BigDecimal number = new BigDecimal(value);
    assertThat(limit.shown(number)).isEqualTo(shown);
    assertThat(limit.keeps(number)).isEqualTo(keeps);
    assertThat(limit.keeps(new BigDecimal(limit.shown(number)))).isEqualTo(keeps);
  }

  /** Each is a number to Java, and some take gigabytes to write out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "usd<=1e999999999",
        "usd<=1e-999999999",
        "accuracy>=1e999999999",
        "usd<=-1e999999999"
      })
  @Timeout(5)
  void anAbsurdExponentIsRefusedAtOnce(String text) {
    assertThatThrownBy(() -> Limit.parse(text))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("expected a number such as 0.60");
    assertThatThrownBy(() -> RegressionRule.of(null, "1e999999999", null))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("expected a number of points");
  }

  @Test
  void seventeenOfTwentyIsExactlyEightyFivePercent() {
    for (int right : List.of(16, 17, 18)) {
      Observation seen = Measurements.observeAccuracy(Evaluations.passing(right, 20, 3));
      assertThat(Limit.parse("accuracy>=0.85").get(0).keeps(seen.value())).isEqualTo(right >= 17);
    }
  }

  @Test
  void thirdsThatAddUpAreWhole() {
    Evaluation evaluation =
        Evaluations.of(
            new double[] {1, 0, 0}, new double[] {1, 0, 0}, new double[] {1, 0, 0}, new double[3]);
    assertThat(Measurements.observeAccuracy(evaluation).value()).isEqualByComparingTo("0.25");
  }
}
