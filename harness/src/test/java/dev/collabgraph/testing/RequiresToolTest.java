package dev.collabgraph.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiresToolTest {
  private static final Tool[] TOOLS = {Tool.BWRAP, Tool.PYTHON3};

  @Test
  void runsWhereEveryToolIsFound() {
    assertThat(RequiresToolCondition.decide("aTest", TOOLS, tool -> true, "bwrap").isDisabled())
        .isFalse();
  }

  @Test
  void namesWhatIsNotRunAndHowToGetIt() {
    var result =
        RequiresToolCondition.decide("aTest", TOOLS, tool -> tool == Tool.PYTHON3, "chromium");
    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason())
        .contains("NOT RUN: aTest needs bwrap (apt-get install bubblewrap)");
  }

  @Test
  void absenceOfDemandedToolFails() {
    assertThatThrownBy(
            () -> RequiresToolCondition.decide("aTest", TOOLS, tool -> false, "chromium, bwrap"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "aTest needs bwrap, python3, which collabgraph.tests.require demands");
  }

  @Test
  void findsTheProgramOnTheSearchPath(@TempDir Path folder) throws IOException {
    String searchPath = folder.resolve("absent") + File.pathSeparator + folder;
    assertThat(Tool.BWRAP.find(searchPath)).isEmpty();
    Path program = Files.createFile(folder.resolve("bwrap"));
    assertThat(Tool.BWRAP.find(searchPath)).as("not executable").isEmpty();
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(Tool.BWRAP.find(searchPath)).contains(program);
  }
}
