package dev.collabgraph.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntrantTest {
  @Test
  void knobsOfTheSearchAndOptionsOfTheStrategyAreToldApart() {
    List<Entrant> entrants =
        Entrant.list("agent-reinforce(insight1=false; iterations=30), fixed:star ,random");

    assertThat(entrants)
        .extracting(Entrant::label)
        .containsExactly("agent-reinforce(insight1=false;iterations=30)", "fixed:star", "random");
    assertThat(entrants.get(0).overrides())
        .isEqualTo(
            Map.of(
                "search.strategy",
                "agent-reinforce",
                "search.iterations",
                "30",
                "search.options.insight1",
                "false"));
    assertThat(entrants.get(1).overrides()).isEqualTo(Map.of("search.strategy", "fixed:star"));
  }

  @Test
  void randomIsAddedSinceRegretIsMeasuredFromIt() {
    assertThat(Entrant.list("tpe")).extracting(Entrant::label).containsExactly("tpe", "random");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpe(", "tpe)", "tpe(a)", "tpe(=1)", "tpe(a=1)x"})
  void whatCannotBeReadIsNamed(String text) {
    assertThatThrownBy(() -> Entrant.list(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\", expected name or name(key=value;key=value)");
  }

  @Test
  void anEntrantTwiceIsRefused() {
    assertThatThrownBy(() -> Entrant.list("tpe, tpe"))
        .hasMessage("strategies names \"tpe\" twice. Remove one.");
    assertThatThrownBy(() -> Entrant.list(" , ")).hasMessageContaining("is empty");
  }

  @Test
  void callsAreACapOrARateAUnit() {
    assertThat(ComparePlan.Calls.parse("200/unit").at(18)).isEqualTo(3600);
    assertThat(ComparePlan.Calls.parse(" 5000 ").at(18)).isEqualTo(5000);
    assertThatThrownBy(() -> ComparePlan.Calls.parse("many"))
        .hasMessage("calls is \"many\", expected a number above 0, as in 20000 or 200/unit.");
    assertThatThrownBy(() -> ComparePlan.Calls.parse("0")).hasMessageContaining("above 0");
  }
}
