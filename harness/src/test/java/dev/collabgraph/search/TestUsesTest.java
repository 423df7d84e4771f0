package dev.collabgraph.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.TaskSuiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestUsesTest {
  @TempDir Path directory;

  @Test
  void countsEverySplitByItself() throws IOException {
    Path file = directory.resolve("new/test-uses");
    TestUses uses = new TestUses(file);

    assertThat(uses.note("aa", "search math")).isEqualTo(1);
    assertThat(uses.note("bb", "search lists")).isEqualTo(1);
    assertThat(new TestUses(file).note("aa", "evaluate\nmath")).isEqualTo(2);
    assertThat(Files.readAllLines(file))
        .containsExactly("aa search math", "bb search lists", "aa evaluate math");
  }

  @Test
  void manyAtATimeAreAllCounted() throws IOException {
    Path file = directory.resolve("test-uses");
    List<Long> seen =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> new TestUses(file).note("aa", "search " + i))
            .sorted()
            .toList();

    assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 64).mapToObj(Long::valueOf).toList());
    assertThat(Files.readAllLines(file)).hasSize(64);
  }

  @Test
  void aFileThatCannotBeWrittenIsAnUnknownCountAndNoError() throws IOException {
    Path blocked = Files.writeString(directory.resolve("file"), "not a folder");

    assertThat(new TestUses(blocked.resolve("test-uses")).note("aa", "search math"))
        .isEqualTo(TestUses.UNKNOWN);
  }

  @Test
  void theDigestOfATestSplitIsThatOfItsTasksAlone() {
    String yaml = Suites.yaml("math", 4);
    var base = load(yaml, Map.of());

    assertThat(load(yaml, Map.of("search.seed", "9"))).isEqualTo(base);
    assertThat(load(yaml, Map.of("splits.seed", "9"))).isNotEqualTo(base);
  }

  private String load(String yaml, Map<String, String> overrides) {
    return TaskSuiteLoader.load(Suites.load(directory, yaml, overrides)).digest(Split.TEST);
  }
}
