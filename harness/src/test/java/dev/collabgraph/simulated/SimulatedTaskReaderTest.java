package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.TaskReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedTaskReaderTest {

  private static List<Task> read(Map<String, Object> options) {
    return new SimulatedTaskReader().read(options, Path.of("."));
  }

  @Test
  void readerIsFoundAsAService() {
    assertThat(ServiceLoader.load(TaskReader.class).stream().map(p -> p.get().format()))
        .contains("simulated");
  }

  @Test
  void tasksHaveIdsQuestionsAndGoldAnswers() {
    List<Task> tasks = read(Map.of("pool", "math", "count", 300));
    assertThat(tasks).hasSize(300).doesNotHaveDuplicates();
    assertThat(tasks.get(17).id()).isEqualTo("math-000017");
    assertThat(tasks.get(17).question()).contains("math-000017");
    assertThat(tasks).allSatisfy(task -> assertThat(task.answer()).matches("[0-9]+"));
  }

  @Test
  void fewerTasksAreThePrefixOfMore() {
    assertThat(read(Map.of("pool", "mmlu", "count", 100)).subList(0, 10))
        .isEqualTo(read(Map.of("pool", "mmlu", "count", 10)));
  }

  @Test
  void anotherSeedGivesOtherTasks() {
    List<Task> one = read(Map.of("pool", "math", "count", 100));
    List<Task> two = read(Map.of("pool", "math", "count", 100, "landscapeSeed", 2));
    assertThat(two.get(0).id()).isEqualTo("math@2-000000");
    assertThat(one.stream().map(Task::answer).toList())
        .isNotEqualTo(two.stream().map(Task::answer).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "pool, maths, tasks.pool is the text \"maths\"",
    "count, 0, tasks.count is the number 0",
    "count, 1000001, tasks.count is the number 1000001",
    "count, many, tasks.count is the text \"many\"",
    "landscapeSeed, x, tasks.landscapeSeed is the text \"x\"",
    "seed, 1, Unknown key \"seed\"",
  })
  void badOptionIsNamedWithItsValue(String key, String value, String message) {
    Object typed = value.matches("[0-9]+") ? (Object) Integer.valueOf(value) : value;
    Map<String, Object> options = new TreeMap<>(Map.of("pool", "math"));
    options.put(key, typed);
    assertThatThrownBy(() -> read(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void poolMustBeNamed() {
    assertThatThrownBy(() -> read(Map.of("count", 5)))
        .hasMessageContaining("tasks.pool is missing");
  }
}
