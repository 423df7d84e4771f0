package dev.collabgraph.nano;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NanoTaskReaderTest {

  private static List<Task> read(String family) {
    return new NanoTaskReader().read(Map.of("family", family), Path.of("."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arith", "lists"})
  void everyProblemIsDistinctAndHeldOutFromTraining(String family) throws Exception {
    List<Task> tasks = read(family);
    assertThat(tasks).hasSize(1200);
    assertThat(tasks.stream().map(Task::id).distinct()).hasSize(1200);
    assertThat(tasks.stream().map(Task::question).distinct()).hasSize(1200);
    for (Task task : tasks) {
      assertThat(firstByte(task.question()) % 8).as(task.id()).isZero();
    }
  }

  /** The rule of {@code held_out} in nano/training/tasks.py, written down a second time. */
  private static int firstByte(String question) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
    return digest[0] & 0xFF;
  }

  @Test
  void goldAnswersOfArithmeticAreRight() {
    for (Task task : read("arith")) {
      int value =
          Arrays.stream(task.question().replace("-", "+-").split("\\+"))
              .mapToInt(Integer::parseInt)
              .sum();
      assertThat(task.answer()).as(task.question()).isEqualTo(String.valueOf(value));
    }
  }

  @Test
  void goldAnswersOfListsAreRight() {
    for (Task task : read("lists")) {
      String[] parts = task.question().split(" ");
      StringBuilder list = new StringBuilder(parts[0]);
      for (char operation : parts[1].toCharArray()) {
        switch (operation) {
          case 'R' -> list.reverse();
          case 'L' -> list.append(list.charAt(0)).deleteCharAt(0);
          case 'S' ->
              list =
                  new StringBuilder(
                      list.chars()
                          .sorted()
                          .mapToObj(Character::toString)
                          .collect(Collectors.joining()));
          case 'X' -> {
            char first = list.charAt(0);
            list.setCharAt(0, list.charAt(list.length() - 1));
            list.setCharAt(list.length() - 1, first);
          }
          default -> throw new AssertionError("unknown operation in " + task.question());
        }
      }
      assertThat(task.answer()).as(task.question()).isEqualTo(list.toString());
    }
  }

  @Test
  void aLevelHoldsItsThreeHundredProblems() {
    List<Task> tasks =
        new NanoTaskReader().read(Map.of("family", "lists", "level", 3L), Path.of("."));
    assertThat(tasks).hasSize(300);
    for (Task task : tasks) {
      assertThat(task.fields()).containsEntry("level", "3");
    }
  }

  @Test
  void unknownFamilyNamesTheKnownOnes() {
    assertThatThrownBy(() -> read("arit"))
        .hasMessageContaining("arith, lists")
        .hasMessageContaining("family: arith");
  }

  @Test
  void missingFamilyIsRefused() {
    assertThatThrownBy(() -> new NanoTaskReader().check(Map.of()))
        .hasMessageContaining("tasks.family is missing");
  }
}
