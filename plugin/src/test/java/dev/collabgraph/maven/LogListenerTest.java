package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.search.SearchListener.Progress;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogListenerTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @Test
  void lineHoldsBestWithIntervalCostCallsAndTimeLeft() {
    Locale.setDefault(Locale.GERMANY); // a log is machine text
    assertThat(
            LogListener.line(
                new Progress("sample", 4, 10, 0.5259, 0.4412, 0.6081, 17.34, 1240, 3, 11.2)))
        .isEqualTo(
            "sample       4/10 | best so far  52.5 % [44.1, 60.9], 17.3 units | 1,240 calls | 12 s left");
  }

  @Test
  void onlyAllRightIsHundredPerCentAndTimeLeftIsNeverZero() {
    assertThat(LogListener.line(new Progress("probe", 1, 0, 0.99996, 0.98, 1, 1, 9, 1, 0.01)))
        .contains("probe           1 |")
        .contains("best so far  99.9 %")
        .contains("1 s left");
    assertThat(LogListener.line(new Progress("probe", 1, 0, 1, 0.98, 1, 1, 9, 1, 125)))
        .contains("best so far 100.0 %")
        .contains("2:05 min left");
  }

  @Test
  void unknownsAreLeftOut() {
    assertThat(
            LogListener.line(
                new Progress(
                    "sample", 1, 10, Double.NaN, Double.NaN, Double.NaN, 0, 0, 1, Double.NaN)))
        .isEqualTo("sample       1/10 | no score yet | 0 calls");
  }
}
