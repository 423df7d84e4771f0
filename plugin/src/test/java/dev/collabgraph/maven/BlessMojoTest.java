package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.gate.Baseline;
import dev.collabgraph.gate.GateException;
import dev.collabgraph.graph.GraphDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlessMojoTest {
  @TempDir private Path folder;

  @Test
  void aFileThatIsNotThereIsNoFormerOne() {
    assertThat(BlessMojo.former(folder.resolve("none.baseline.json"), Baseline::read)).isEmpty();
  }

  @Test
  void aFormerFileThatAMergeBrokeIsNamedWithAWayOut() throws IOException {
    Path baseline = Files.writeString(folder.resolve("small.baseline.json"), "<<<<<<< ours\n{}\n");
    assertThatThrownBy(() -> BlessMojo.former(baseline, Baseline::read))
        .isInstanceOf(GateException.class)
        .hasMessageContaining(baseline + " is not JSON")
        .hasMessageEndingWith("or delete it and bless again: " + baseline);
    Path graph = Files.writeString(folder.resolve("small.graph.json"), "{\"formatVersion\": 1}");
    assertThatThrownBy(() -> BlessMojo.former(graph, GraphDocument::read))
        .isInstanceOf(GateException.class)
        .hasMessageContaining(graph + ": ")
        .hasMessageEndingWith("or delete it and bless again: " + graph);
  }
}
