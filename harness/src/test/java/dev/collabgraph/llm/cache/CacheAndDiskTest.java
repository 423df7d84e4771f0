package dev.collabgraph.llm.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full or read-only and builds that are killed, with the cache in child JVMs. File
 * systems are mounted in a mount namespace of the child's own.
 */
@Timeout(900)
class CacheAndDiskTest {
  @TempDir Path folder;

  /** Writes records {@code from} to {@code to}, prints how many were kept and read back. */
  public static final class Writer {
    public static void main(String[] arguments) {
      CallStore store = CallStore.open(Path.of(arguments[0]), true, true);
      int kept = 0;
      int readable = 0;
      for (int i = Integer.parseInt(arguments[1]); i < Integer.parseInt(arguments[2]); i++) {
        CallRecord record = record(i);
        String address = CallStore.address(record.request());
        kept += store.write(address, record) ? 1 : 0;
        readable += store.read(address, record.request()).isPresent() ? 1 : 0;
        System.out.println("w" + i);
      }
      System.out.println(
          "kept " + kept + ", readable " + readable + ", damaged " + store.quarantined());
    }
  }

  static CallRecord record(int number) {
    return new CallRecord(
        "{\"request\":" + number + "}",
        "{\"text\":\"" + "x".repeat(number % 4096) + "\"}",
        new byte[16_384]);
  }

  private static List<String> java(Path cache, int from, int to) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Writer.class.getName(),
        cache.toString(),
        String.valueOf(from),
        String.valueOf(to));
  }

  private static String output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static Process writer(Path cache, int from) throws IOException {
    return new ProcessBuilder(java(cache, from, from + 100_000)).redirectErrorStream(true).start();
  }

  /** Waits for so many lines of a writer and notes which records they say are kept. */
  private static void tell(Process writer, int lines, Set<Integer> told) throws IOException {
    BufferedReader reader = writer.inputReader(StandardCharsets.UTF_8);
    for (int i = 0; i < lines; i++) {
      told.add(Integer.parseInt(reader.readLine().substring(1)));
    }
  }

  private static void end(Process writer) throws InterruptedException {
    writer.destroyForcibly();
    assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  /** Runs the writer after a mount that only it sees. */
  private static String mounted(String mount, List<String> java) throws Exception {
    List<String> probe = List.of("unshare", "-Urm", "true");
    boolean possible;
    try {
      possible = new ProcessBuilder(probe).start().waitFor() == 0;
    } catch (IOException noProgram) {
      possible = false;
    }
    if (!possible) {
      System.out.println("NOT RUN: mount namespaces are not allowed here (unshare -Urm).");
    }
    assumeTrue(possible);
    List<String> command = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c"));
    command.add(mount + " && exec \"$@\"");
    command.add("sh");
    command.addAll(java);
    return output(command);
  }

  @Test
  void fullDiskEndsWritingWithOneWarningAndLeavesWholeRecords() throws Exception {
    String output =
        mounted(
            "mount -t tmpfs -o size=1m tmpfs '" + folder + "'",
            java(folder.resolve("cache"), 0, 200));
    assertThat(output.lines().filter(line -> line.contains("cannot be written"))).hasSize(1);
    assertThat(output).containsPattern("kept (\\d+), readable \\1, damaged 0");
    assertThat(output).doesNotContain("kept 0,").doesNotContain("kept 200,");
  }

  @Test
  void readOnlyDiskIsReadAndNotWritten() throws Exception {
    Path cache = folder.resolve("cache");
    output(java(cache, 0, 10));
    String output =
        mounted(
            "mount --bind '%s' '%s' && mount -o remount,ro,bind '%s'"
                .formatted(folder, folder, folder),
            java(cache, 0, 20));
    assertThat(output.lines().filter(line -> line.contains("cannot be written"))).hasSize(1);
    assertThat(output).contains("kept 0, readable 10, damaged 0");
  }

  @Test
  void killedWritersLeaveNoUnreadableRecord() throws Exception {
    kill(Duration.ofSeconds(10), 4);
  }

  @Test
  @Tag("heavy")
  void manyKilledWritersLeaveNoUnreadableRecord() throws Exception {
    kill(Duration.ofSeconds(Integer.getInteger("collabgraph.kills.seconds", 60)), 40);
  }

  /**
   * Two JVMs write the same records into one cache; one of them, drawn by lot, is killed after a
   * random number of records and begun again, until the time is over and so many were killed.
   */
  private void kill(Duration time, int least) throws Exception {
    Path cache = folder.resolve("cache");
    SplittableRandom random = new SplittableRandom(9);
    Set<Integer> told = new TreeSet<>();
    Process[] writers = {writer(cache, 0), writer(cache, 0)};
    long start = System.nanoTime();
    int kills = 0;
    while (System.nanoTime() - start < time.toNanos() || kills < least) {
      int unlucky = random.nextInt(writers.length);
      tell(writers[unlucky], random.nextInt(1, 60), told);
      end(writers[unlucky]);
      kills++;
      writers[unlucky] = writer(cache, 20 * kills);
    }
    for (Process writer : writers) {
      end(writer);
    }
    System.out.printf("%d writers were killed, %d records told of%n", kills, told.size());
    CallStore store = CallStore.open(cache, false, true);
    int readable = 0;
    try (Stream<Path> files = Files.walk(store.records())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".rec")) {
          CallRecord record = CallRecord.of(Files.readAllBytes(file)).orElseThrow();
          assertThat(file.getFileName()).hasToString(CallStore.address(record.request()) + ".rec");
          readable++;
        }
      }
    }
    assertThat(readable).isGreaterThanOrEqualTo(told.size());
    for (int number : told) {
      CallRecord record = record(number);
      assertThat(store.read(CallStore.address(record.request()), record.request()))
          .as("record %d was said to be kept", number)
          .isPresent();
    }
    assertThat(store.quarantined()).isZero();
  }
}
