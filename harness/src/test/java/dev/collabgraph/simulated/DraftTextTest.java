package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.testing.Cases;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTextTest {
  private static final int MEAN = 275;
  private static final LatentTask TASK =
      new Landscape(Pools.load("math", Map.of())).task(new TaskId("math", 1, 5));

  @Test
  void textsAreReadBack() {
    Cases.check(
        300,
        11,
        random -> {
          int answer = Cases.between(random, 0, 12);
          int revision = Cases.between(random, 0, 0xFFFF);
          int confidence = Cases.between(random, 0, 100);
          int tokens = Cases.between(random, 1, 0xFFFF);
          long draft = Draft.of(answer, revision, confidence, tokens);
          assertThat(DraftText.read(TASK, DraftText.write(TASK, draft), MEAN)).isEqualTo(draft);
        });
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
