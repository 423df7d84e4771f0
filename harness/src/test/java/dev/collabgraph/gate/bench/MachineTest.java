package dev.collabgraph.gate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.gate.GateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir Path folder;

  @Test
  void firstModelNameCounts() {
    assertThat(
            Machine.model(Stream.of("processor\t: 0", "model name\t: Some  CPU @ 2 GHz", "x: y")))
        .isEqualTo("Some CPU @ 2 GHz");
    assertThat(Machine.model(Stream.of("cpu part : 0xd0c"))).isEqualTo(Machine.UNKNOWN);
  }

  @Test
  void differencesAreNamed() {
    Machine base = new Machine("A", 2, "Linux amd64");
    assertThat(base.differences(base)).isEmpty();
    assertThat(new Machine("B", 4, "Linux amd64").differences(base))
        .containsExactly("processor B, was A", "cores 4, was 2");
  }

  @Test
  void isKeptBesideTheResults() {
    Path file = MachineFile.beside(folder.resolve("jmh-result.json"));
    assertThat(file.getFileName()).hasToString("jmh-result.machine.json");
    assertThat(MachineFile.read(file)).isEmpty();
    MachineFile.write(file, Machine.here());
    assertThat(MachineFile.read(file)).contains(Machine.here());
  }

  @Test
  void brokenFileIsOneClearError() throws IOException {
    Path file = Files.writeString(folder.resolve("m.json"), "{\"cores\":0}");
    assertThatThrownBy(() -> MachineFile.read(file))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("is no machine, expected ");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> MachineFile.read(file))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("is not JSON");
  }
}
