package dev.collabgraph.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CasesTest {

  @Test
  void aFailureNamesItsCaseAndThatCaseFailsAlone() throws Exception {
    Cases.Property below900 = random -> assertThat(Cases.between(random, 0, 999)).isLessThan(900);
    List<String> messages = new ArrayList<>();
    assertThatThrownBy(() -> Cases.check(1_000, 3, below900))
        .isInstanceOf(AssertionError.class)
        .satisfies(e -> messages.add(e.getMessage()));
    Matcher named = Pattern.compile("Cases\\.one\\((-?\\d+)L").matcher(messages.get(0));
    assertThat(named.find()).as(messages.get(0)).isTrue();
    long seed = Long.parseLong(named.group(1));
    assertThatThrownBy(() -> Cases.one(seed, below900)).isInstanceOf(AssertionError.class);
  }

  @Test
  void everyRunDrawsTheSameCasesAndBothBounds() {
    List<List<Integer>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      List<Integer> drawn = new ArrayList<>();
      Cases.check(200, 7, random -> drawn.add(Cases.between(random, -5, 1_000_000)));
      runs.add(drawn);
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1)).contains(-5, 1_000_000).hasSize(200);
    assertThat(runs.get(0).stream().distinct().count()).isGreaterThan(100);
  }
}
