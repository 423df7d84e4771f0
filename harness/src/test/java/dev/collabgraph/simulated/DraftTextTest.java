package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTextTest {
  private static final int MEAN = 275;
  private static final LatentTask TASK =
      new Landscape(Pools.load("math", Map.of())).task(new TaskId("math", 1, 5));

  @Property(tries = 300)
  void textsAreReadBack(
      @ForAll @IntRange(max = 12) int answer,
      @ForAll @IntRange(max = 0xFFFF) int revision,
      @ForAll @IntRange(max = 100) int confidence,
      @ForAll @IntRange(min = 1, max = 0xFFFF) int tokens) {
    long draft = Draft.of(answer, revision, confidence, tokens);
    assertThat(DraftText.read(TASK, DraftText.write(TASK, draft), MEAN)).isEqualTo(draft);
  }

  @Test
  void cutTextHasNoAnswer() {
    long cut = Draft.unreadable(100);
    assertThat(DraftText.write(TASK, cut)).isEqualTo(DraftText.CUT);
    assertThat(DraftText.read(TASK, DraftText.CUT, MEAN)).isEqualTo(Draft.unreadable(MEAN));
  }

  @Test
  void foreignTextCountsByItsAnswer() {
    String gold = TASK.answers()[0];
    assertThat(DraftText.read(TASK, "I think.\nAnswer: " + gold + ".", MEAN))
        .isEqualTo(Draft.of(0, 0, 50, MEAN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Answer: ",
        "Answer: 123456789",
        "Draft 1, 2 tokens of working, 3% sure.",
        "Draft x, 2 tokens of working, 3% sure.\nAnswer: none"
      })
  void textWithoutOneOfTheTasksAnswersIsUnreadable(String text) {
    assertThat(DraftText.read(TASK, text, MEAN)).isEqualTo(Draft.unreadable(MEAN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Draft , 2 tokens of working, 3% sure.\nAnswer: ",
        "Draft 1, tokens of working, 3% sure.\nAnswer: ",
        "Draft 1, 999999 tokens of working, 3% sure.\nAnswer: ",
        "Draft -1, 2 tokens of working, 3% sure.\nAnswer: ",
        "% tokens of working, Draft 1, sure.\nAnswer: "
      })
  void damagedHeadCountsAsForeign(String head) {
    assertThat(DraftText.read(TASK, head + TASK.answers()[2], MEAN))
        .isEqualTo(Draft.of(2, 0, 50, MEAN));
  }
}
