package dev.collabgraph.llm.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.llm.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class CallJournalTest {
  private static final int CALLS = 20;

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong(1000);
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("search.journal");
    try (CallJournal journal = CallJournal.begin(file, Map.of("tasks", "ab12"), clock::get)) {
      for (int i = 0; i < CALLS; i++) {
        clock.addAndGet(50);
        journal.keep("call-" + i, answer(i));
      }
    }
  }

  @Test
  void whatWasNotedIsGivenAgainOnceAndTheInputsAreKnown() {
    try (CallJournal journal = CallJournal.resume(file, clock::get)) {
      assertThat(journal.recovered()).isEqualTo(CALLS);
      for (int i = CALLS - 1; i >= 0; i--) {
        assertThat(journal.take("call-" + i)).isEqualTo(answer(i));
        assertThat(journal.take("call-" + i)).isNull();
      }
      assertThat(journal.repeated()).isEqualTo(CALLS);
    }
    assertThat(CallJournal.peek(file))
        .hasValueSatisfying(
            header -> {
              assertThat(header.inputs()).isEqualTo(Map.of("tasks", "ab12"));
              assertThat(header.calls()).isEqualTo(CALLS);
            });
  }

  @Test
  void aJournalInAnotherFormatIsNamedAndNotReadAsOne() throws IOException {
    Path newer = folder.resolve("newer");
    try (FrameLog log = FrameLog.append(newer, 0)) {
      log.append("{\"journal\":2,\"inputs\":{\"tasks\":\"ab12\"}}");
      log.append("{\"call\":\"call-0\",\"elapsedNanos\":1,\"answer\":{\"text\":\"new\"}}");
    }

    assertThat(CallJournal.peek(newer))
        .hasValueSatisfying(h -> assertThat(h.format()).isEqualTo(2));
    assertThatThrownBy(() -> CallJournal.resume(newer, clock::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is in format 2, expected 1");
  }

  @Test
  void cutAnywhereItKeepsWhatIsWholeAndGoesOnBehindIt() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    long before = 0;
    for (int length = 0; length <= whole.length; length += 97) {
      Path cut = folder.resolve("cut");
      Files.write(cut, java.util.Arrays.copyOf(whole, length));
      long found;
      try (CallJournal journal = CallJournal.resume(cut, clock::get)) {
        found = journal.recovered();
        for (int i = 0; i < found; i++) {
          assertThat(journal.take("call-" + i)).isEqualTo(answer(i));
        }
        journal.keep("new", answer(99));
      }
      assertThat(found).isBetween(before, (long) CALLS);
      before = found;
      try (CallJournal journal = CallJournal.resume(cut, clock::get)) {
        assertThat(journal.recovered()).isEqualTo(found + 1);
        assertThat(journal.take("new")).isEqualTo(answer(99));
      }
    }
    assertThat(before).isGreaterThan(CALLS - 2);
  }

  @Test
  void aFlippedBitEndsWhatIsReadAndNeverGivesAWrongAnswer() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 151) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Path copy = folder.resolve("flipped");
      Files.write(copy, damaged, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
      try (CallJournal journal = CallJournal.resume(copy, clock::get)) {
        assertThat(journal.recovered()).isLessThan(CALLS);
        for (int i = 0; i < CALLS; i++) {
          Completion answer = journal.take("call-" + i);
          assertThat(answer).isIn(null, answer(i));
        }
      }
    }
  }

  @Test
  void timeStandsStillWhileAnswersAreRepeatedAndThenGoesOnWhereItWas() {
    clock.set(1_000_000);
    try (CallJournal journal = CallJournal.resume(file, clock::get)) {
      clock.addAndGet(7777);
      journal.take("call-3");
      assertThat(journal.elapsedNanos()).isEqualTo(4 * 50);
      assertThat(journal.take("a call nobody answered")).isNull();
      clock.addAndGet(11);
      assertThat(journal.elapsedNanos()).isEqualTo(CALLS * 50 + 11);
    }
  }

  @Test
  void aSearchThatItsMinutesEndedHasAllItsMinutesAgain() {
    try (CallJournal journal = CallJournal.resume(file, clock::get)) {
      journal.ended("minutes");
    }
    try (CallJournal journal = CallJournal.resume(file, clock::get)) {
      for (int i = 0; i < CALLS; i++) {
        journal.take("call-" + i);
      }
      clock.addAndGet(5);
      assertThat(journal.elapsedNanos()).isEqualTo(5);
    }
  }

  @Test
  void onThatCannotBeWrittenTheSearchGoesOn() {
    try (CallJournal journal =
        CallJournal.begin(folder.resolve("no/such/folder"), Map.of(), clock::get)) {
      journal.keep("call", answer(1));
      journal.keep("call", answer(2));
      assertThat(journal.take("call")).isNull();
    }
    assertThat(folder.resolve("no")).doesNotExist();
  }

  private static Completion answer(int i) {
    return new Completion("It is\n" + i, null, i, 2 * i, 0.5, Completion.Finish.STOP);
  }
}
