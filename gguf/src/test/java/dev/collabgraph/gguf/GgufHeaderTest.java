package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GgufHeaderTest {
  @TempDir Path folder;

  private static byte[] small() {
    try (InputStream in = EmbeddedModel.find("nano:s").orElseThrow().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.gguf"), bytes);
  }

  /** Expected sizes by hand: layers x (4 width^2 + 3 width x feed + 2 width) + width. */
  @ParameterizedTest
  @CsvSource({"nano:s, 3, 48, 64", "nano:m, 4, 80, 112", "nano:l, 5, 128, 256"})
  void readsTheSizesThatTheFlopsBudgetNeeds(String name, int layers, int width, int feed)
      throws IOException {
    Path file = folder.resolve("model.gguf");
    try (InputStream in = EmbeddedModel.find(name).orElseThrow().open()) {
      Files.copy(in, file);
    }
    GgufHeader header = GgufHeader.read(file);
    assertThat(header.architecture()).isEqualTo("llama");
    assertThat(header.name()).isEqualTo(name.replace(':', '-'));
    assertThat(header.layers()).isEqualTo(layers);
    assertThat(header.hidden()).isEqualTo(width);
    assertThat(header.contextLength()).isEqualTo(1024);
    assertThat(header.startToken()).isTrue();
    assertThat(header.nonEmbedding())
        .isEqualTo((long) layers * (4L * width * width + 3L * width * feed + 2L * width) + width);
    assertThat(header.parameters()).isGreaterThan(header.nonEmbedding());
  }

  @Test
  void missingFileIsNamedWithARepair() {
    assertThatThrownBy(() -> GgufHeader.read(folder.resolve("absent.gguf")))
        .isInstanceOf(GgufException.class)
        .hasMessageContaining("absent.gguf does not exist")
        .hasMessageContaining("Maybe");
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Path file = write("<!DOCTYPE html><html>404 not found".getBytes());
    assertThatThrownBy(() -> GgufHeader.read(file))
        .isInstanceOf(GgufException.class)
        .hasMessageContaining("is no GGUF file");
  }

  @Test
  void anUnknownVersionIsRefused() throws IOException {
    byte[] bytes = small();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 1);
    Path file = write(bytes);
    assertThatThrownBy(() -> GgufHeader.read(file)).hasMessageContaining("its version is 1");
  }

  @Test
  void everyFileCutShortIsRefused() throws IOException {
    byte[] whole = small();
    int cuts = 0;
    for (int length = 0; length < whole.length; length += length < 4096 ? 61 : 4999) {
      Path file = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GgufHeader.read(file))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(GgufException.class);
      cuts++;
    }
    Path last = write(Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> GgufHeader.read(last)).hasMessageContaining("is cut short");
    assertThat(cuts).isGreaterThan(80);
  }

  /** Damage ends in a clear error or goes unnoticed in a name; never in another exception. */
  @Test
  void damagedHeadersGiveNoOtherException() throws IOException {
    byte[] whole = small();
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] bytes = whole.clone();
      for (int i = 0; i < 3; i++) {
        bytes[random.nextInt(i == 0 ? 2000 : 8000)] = (byte) random.nextInt(256);
      }
      Path file = write(bytes);
      try {
        GgufHeader.read(file);
      } catch (GgufException e) {
        refused++;
        assertThat(e).hasMessageContaining(file.toString());
        assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void anImpossibleCountTakesNoMemory() throws IOException {
    byte[] bytes = small();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(8, Long.MAX_VALUE);
    Path file = write(bytes);
    assertThatThrownBy(() -> GgufHeader.read(file))
        .hasMessageContaining("it claims 9223372036854775807 tensors");
  }
}
