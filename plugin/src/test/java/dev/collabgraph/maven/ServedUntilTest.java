package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ServedUntilTest {
  @TempDir private Path folder;

  @Test
  void theAddressIsThereWhileItServesAndDeletingItEndsIt() throws IOException {
    Path file = folder.resolve("new").resolve("serve.url");
    try (ServedUntil until = new ServedUntil(file)) {
      until.announce("http://127.0.0.1:1/v1");
      assertThat(file).hasContent("http://127.0.0.1:1/v1");
      Files.delete(file);
      until.await();
    }
    try (ServedUntil until = new ServedUntil(file)) {
      until.announce("http://127.0.0.1:2/v1");
    }
    assertThat(file).doesNotExist();
  }

  /** As where the port is taken, by the very goal whose file it is. */
  @Test
  void aGoalThatNeverServedLeavesTheFileOfOneThatDoes() {
    Path file = folder.resolve("serve.url");
    ServedUntil serving = new ServedUntil(file);
    serving.announce("http://127.0.0.1:1/v1");
    new ServedUntil(file).close();
    assertThat(file).hasContent("http://127.0.0.1:1/v1");
    ServedUntil other = new ServedUntil(file);
    other.announce("http://127.0.0.1:2/v1");
    serving.close();
    assertThat(file).hasContent("http://127.0.0.1:2/v1");
    other.close();
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedWithAWayOut() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "").resolve("serve.url");
    try (ServedUntil until = new ServedUntil(blocked)) {
      assertThatThrownBy(() -> until.announce("http://127.0.0.1:1/v1"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(blocked.toString())
          .hasMessageContaining("-Dcollabgraph.serve.addressFile=");
    }
  }
}
