package dev.collabgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder;

  @Test
  void replacesWhatWasThereAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("made/here.json");
    WholeFile.write(file, "old");
    WholeFile.write(file, "new \u20ac");
    assertThat(file).hasContent("new \u20ac");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void canBeReadByWhomAnyFileOfTheFolderCan() throws IOException {
    Path file = folder.resolve("baseline.json");
    Path plain = Files.writeString(folder.resolve("plain"), "");
    WholeFile.write(file, "{}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)));
  }

  @Test
  void namesTheFileThatCannotBeWritten() throws IOException {
    Path file = Files.createDirectories(folder.resolve("taken/by")).getParent();
    assertThatThrownBy(() -> WholeFile.write(file, "text"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot write " + file);
    assertThat(file).isDirectory();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("no temporary file stays").containsExactly(file);
    }
  }
}
