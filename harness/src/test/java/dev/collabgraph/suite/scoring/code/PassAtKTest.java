package dev.collabgraph.suite.scoring.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.suite.scoring.code.PassAtK.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassAtKTest {
  /** All subsets of k samples, by counting bits: slow and obvious. */
  private static double enumerated(int n, int c, int k) {
    int all = 0;
    int some = 0;
    for (int subset = 0; subset < 1 << n; subset++) {
      if (Integer.bitCount(subset) == k) {
        all++;
        some += (subset & ((1 << c) - 1)) != 0 ? 1 : 0;
      }
    }
    return (double) some / all;
  }

  @Test
  void estimateIsTheShareOfSubsetsThatHoldARightSample() {
    for (int n = 1; n <= 9; n++) {
      for (int c = 0; c <= n; c++) {
        for (int k = 1; k <= n; k++) {
          assertThat(PassAtK.of(new Samples(n, c), k))
              .as("n %s, c %s, k %s", n, c, k)
              .isCloseTo(enumerated(n, c, k), within(1e-12));
        }
      }
    }
  }

  @Test
  void manySamplesDoNotOverflow() {
    assertThat(PassAtK.of(new Samples(10_000, 1), 100)).isCloseTo(0.01, within(1e-12));
    assertThat(PassAtK.of(new Samples(10_000, 9_990), 100)).isEqualTo(1);
  }

  @Test
  void meanIsOverTasksAndAsksForEnoughSamplesOfEach() {
    List<Samples> tasks = List.of(new Samples(2, 1), new Samples(1, 1));
    assertThat(PassAtK.mean(tasks, 1)).hasValue(0.75);
    assertThat(PassAtK.mean(tasks, 2)).isEmpty();
    assertThat(PassAtK.mean(List.of(), 1)).isEmpty();
    assertThatThrownBy(() -> PassAtK.of(new Samples(2, 1), 3))
        .hasMessageContaining("k is 3, expected 1 to 2");
    assertThatThrownBy(() -> new Samples(1, 2)).hasMessageContaining("2 of 1");
  }
}
