package dev.collabgraph.llm.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.llm.CacheSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class CallStoreTest {
  @TempDir Path folder;
  private Path root;
  private CallStore store;

  @BeforeEach
  void open() {
    root = folder.resolve("cache");
    store = CallStore.open(root, true, true);
  }

  private static CallRecord record(int number) {
    return new CallRecord(
        "{\"request\":" + number + "}", "{\"text\":\"é\"}", new byte[] {(byte) 0xC3, 0, 10});
  }

  private static String put(CallStore store, CallRecord record) {
    String address = CallStore.address(record.request());
    assertThat(store.write(address, record)).isTrue();
    return address;
  }

  private Path file(String address) {
    return root.resolve("v1").resolve(address.substring(0, 2)).resolve(address + ".rec");
  }

  @Test
  void writtenRecordIsReadBackByteForByte() {
    CallRecord record = record(1);
    String address = put(store, record);
    assertThat(address).hasSize(64);
    assertThat(store.read(address, record.request()))
        .hasValueSatisfying(
            read -> {
              assertThat(read.request()).isEqualTo(record.request());
              assertThat(read.completion()).isEqualTo(record.completion());
              assertThat(read.raw()).isEqualTo(record.raw());
            });
    assertThat(store.read(CallStore.address("other"), "other")).isEmpty();
    assertThat(store.quarantined()).isZero();
  }

  @Test
  void folderIsPrivateAndKeptFromVersionControl() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
    assertThat(root.resolve(".gitignore")).hasContent("*\n");
    CallStore.open(folder.resolve("cassette"), true, false);
    assertThat(folder.resolve("cassette").resolve(".gitignore")).doesNotExist();
  }

  @Test
  void everySingleBitFlipIsFound() throws IOException {
    CallRecord record = record(1);
    byte[] good = record.toBytes();
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(CallRecord.of(bad)).as("bit %d", bit).isEmpty();
    }
    for (int length = 0; length < good.length; length++) {
      assertThat(CallRecord.of(java.util.Arrays.copyOf(good, length))).isEmpty();
    }
    assertThat(CallRecord.of(java.util.Arrays.copyOf(good, good.length + 1))).isEmpty();
    assertThat(CallRecord.of(good)).isPresent();
  }

  @Test
  void randomBytesAreNoRecord() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (i % 2 == 0 && bytes.length >= 8) {
        System.arraycopy(record(0).toBytes(), 0, bytes, 0, 8);
      }
      assertThat(CallRecord.of(bytes)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero", "cut", "flip", "other"})
  void damagedRecordIsAMissAndIsPutAside(String damage) throws IOException {
    CallRecord record = record(1);
    String address = put(store, record);
    byte[] bytes = Files.readAllBytes(file(address));
    switch (damage) {
      case "zero" -> bytes = new byte[0];
      case "cut" -> bytes = java.util.Arrays.copyOf(bytes, bytes.length - 1);
      case "flip" -> bytes[bytes.length / 2] ^= 1;
      default -> bytes = record(2).toBytes(); // sound, but answers another question
    }
    Files.write(file(address), bytes);
    assertThat(store.read(address, record.request())).isEmpty();
    assertThat(store.quarantined()).isEqualTo(1);
    assertThat(file(address)).doesNotExist();
    try (Stream<Path> aside = Files.list(root.resolve("quarantine"))) {
      assertThat(aside).hasSize(1).allMatch(p -> p.getFileName().toString().startsWith(address));
    }
    put(store, record);
    assertThat(store.read(address, record.request())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 2})
  void aRecordInAnotherFormatIsAMissThatOneLineNamesAndTheNextAnswerReplaces(byte format)
      throws IOException {
    String first = put(store, record(1));
    String second = put(store, record(2));
    for (String address : List.of(first, second)) {
      byte[] bytes = Files.readAllBytes(file(address));
      bytes[7] = format;
      Files.write(file(address), bytes);
    }

    List<String> said =
        warnings(
            () -> {
              assertThat(store.read(first, record(1).request())).isEmpty();
              assertThat(store.read(second, record(2).request())).isEmpty();
            });

    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("in format v" + format, "this one reads v1", "made anew");
    assertThat(store.quarantined()).isZero();
    assertThat(file(first)).exists();
    put(store, record(1));
    assertThat(store.read(first, record(1).request())).isPresent();
  }

  @Test
  void aCacheThatANewerVersionWroteIsNotUsedAndOneLineSaysSo() throws IOException {
    Path newer = Files.createDirectories(folder.resolve("newer/v2/ab"));

    List<String> said =
        warnings(
            () -> {
              CallStore opened = CallStore.open(folder.resolve("newer"), true, true);
              assertThat(opened.read(CallStore.address("x"), "x")).isEmpty();
              put(opened, record(1));
            });

    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("in format v2", "this one reads v1", "not used");
    assertThat(newer).isEmptyDirectory();
    assertThat(warnings(() -> CallStore.open(root, true, true))).isEmpty();
  }

  /** The lines that are logged meanwhile. */
  private static List<String> warnings(Runnable doing) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      doing.run();
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void readOnlyStoreChangesNothing() throws IOException {
    String address = put(store, record(1));
    Files.write(file(address), new byte[3]);
    CallStore reader = CallStore.open(root, false, true);
    assertThat(reader.read(address, record(1).request())).isEmpty();
    assertThat(reader.write(CallStore.address("x"), record(1))).isFalse();
    assertThat(file(address)).exists();
    assertThat(CallStore.open(folder.resolve("absent"), false, true).read(address, "x")).isEmpty();
    assertThat(folder.resolve("absent")).doesNotExist();
  }

  @Test
  void pathThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> CallStore.open(file, true, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a file, expected a folder")
        .hasMessageContaining("cache: off");
  }

  @Test
  void writeThatFailsEndsWritingButNothingElse() throws IOException {
    String first = put(store, record(1));
    CallRecord second = record(2);
    String address = CallStore.address(second.request());
    Files.createFile(root.resolve("v1").resolve(address.substring(0, 2))); // where a folder goes
    assertThat(store.write(address, second)).isFalse();
    assertThat(store.broken()).isTrue();
    assertThat(store.write(first, record(1))).isFalse();
    assertThat(store.read(first, record(1).request())).isPresent();
    assertThat(store.read(address, second.request())).isEmpty();
  }

  @Test
  void sweepRemovesTheOldThenTheOldestThenLeftovers() throws IOException {
    Instant now = Instant.parse("2026-05-01T00:00:00Z");
    List<String> addresses =
        java.util.stream.IntStream.range(0, 10).mapToObj(i -> put(store, record(i))).toList();
    long size = Files.size(file(addresses.get(0)));
    for (int i = 0; i < 10; i++) {
      age(file(addresses.get(i)), now.minus(Duration.ofDays(10 - i)));
    }
    Path folderOfFirst = file(addresses.get(0)).getParent();
    Path fresh = Files.createFile(folderOfFirst.resolve(".tmp-fresh"));
    Path stale = Files.createFile(folderOfFirst.resolve(".tmp-stale"));
    age(fresh, now.minusSeconds(60));
    age(stale, now.minusSeconds(7200));
    CacheSettings settings =
        new CacheSettings(
            root, CacheSettings.Mode.READ_WRITE, 4 * size, Duration.ofDays(7).plusHours(1));
    assertThat(CacheSweep.daily(store, settings, now)).isEqualTo(6);
    for (int i = 0; i < 10; i++) {
      assertThat(Files.exists(file(addresses.get(i)))).as("record %d", i).isEqualTo(i >= 6);
    }
    assertThat(stale).doesNotExist();
    assertThat(fresh).exists();
    age(file(addresses.get(9)), now.minus(Duration.ofDays(30)));
    assertThat(CacheSweep.daily(store, settings, now.plusSeconds(3600))).as("once a day").isZero();
    assertThat(CacheSweep.daily(store, settings, now.plus(Duration.ofDays(2)))).isEqualTo(1);
  }

  private static void age(Path file, Instant written) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(written));
  }
}
