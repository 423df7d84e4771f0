package dev.collabgraph.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.graph.CollaborationGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellStoreTest {
  @TempDir private Path folder;

  @Test
  void aPartIsFoundAgainByAllItDependsOnAndDamagedOnesAreAbsent() throws IOException {
    CollaborationGraph graph = CollaborationGraph.single("assistant", "small").canonical();
    CellResult result =
        new CellResult(
            graph, 1.5, 0.25, 300, 200, "spend", List.of(new CellResult.Step(12, 0.125)));
    CellStore store = new CellStore(folder, "suite");
    String key = store.key("cell", "18");
    String graphs = store.key("all graphs", "18");
    store.write(key, result);
    store.write(graphs, List.of(graph));
    assertThat(store.cell(key)).contains(result);
    assertThat(store.graphs(graphs)).contains(List.of(graph));
    assertThat(store.cell(store.key("cell", "19"))).isEmpty();
    assertThat(new CellStore(folder, "another").key("cell", "18")).isNotEqualTo(key);

    for (Path file : files()) {
      String whole = Files.readString(file);
      for (String damage :
          List.of(
              whole.substring(0, whole.length() / 2),
              whole.replace("steps", "stops").replace("graphs", "grafs"),
              whole.replace("sink", "sunk"),
              whole.replace("\"n0\"", "7"),
              "",
              "[]")) {
        Files.writeString(file, damage);
        assertThat(store.cell(key).isPresent() && store.graphs(graphs).isPresent())
            .as(damage)
            .isFalse();
      }
      Files.writeString(file, whole);
      assertThat(store.cell(key)).contains(result);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
