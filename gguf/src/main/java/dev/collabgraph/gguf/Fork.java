package dev.collabgraph.gguf;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A child JVM that runs {@link ForkMain}. One thread at a time calls {@link #call}; {@link #kill}
 * may come from any thread and ends a call in flight. The child ends when its standard input does,
 * so it cannot outlive this process however that ends.
 */
final class Fork {
  private static final int KEPT_LINES = 5;
  private static final long REAP_SECONDS = 10;

  /** Variables a JVM and a dynamic linker need; the others may hold keys. */
  private static final List<String> ENVIRONMENT =
      List.of("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH");

  private final Process process;
  private final BufferedWriter calls;
  private final BufferedReader replies;
  private final Deque<String> lastErrors = new ArrayDeque<>();
  private final Thread errorReader;

  private Fork(Process process) {
    this.process = process;
    this.calls =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
    this.replies =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    this.errorReader = new Thread(this::readErrors, "collabgraph-gguf-stderr-" + process.pid());
    errorReader.setDaemon(true);
    errorReader.start();
  }

  static Fork start(Scratch scratch) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx64m",
            "-Xmn2m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData"));
    command.add("-XX:ErrorFile=" + scratch.folder().resolve("hs_err_%p.log"));
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-Dde.kherud.llama.lib.path=" + scratch.folder());
    command.addAll(
        List.of("-cp", scratch.classPath(), ForkMain.class.getName(), scratch.folder().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.folder().toFile());
    Map<String, String> inherited = new TreeMap<>(builder.environment());
    builder.environment().clear();
    inherited.forEach(
        (name, value) -> {
          if (ENVIRONMENT.contains(name.toUpperCase(Locale.ROOT))) {
            builder.environment().put(name, value);
          }
        });
    return new Fork(builder.start());
  }

  /**
   * Makes one call.
   *
   * @throws IOException if the fork ended before it replied
   */
  Wire.Reply call(Wire.Call call) throws IOException {
    calls.write(call.line());
    calls.write('\n');
    calls.flush();
    for (String line = replies.readLine(); line != null; line = replies.readLine()) {
      Wire.Reply reply = Wire.Reply.parse(line);
      if (reply != null) {
        return reply;
      }
    }
    throw new IOException("the fork ended before it replied");
  }

  /** Ends the child at once. Idempotent. */
  void kill() {
    process.destroyForcibly();
  }

  /** Ends the child, waits until the system has let it go, and says how it ended. */
  String bury() {
    kill();
    boolean ended = false;
    try {
      ended = process.waitFor(REAP_SECONDS, TimeUnit.SECONDS);
      errorReader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String last;
    synchronized (lastErrors) {
      last = String.join(" / ", lastErrors);
    }
    return (ended ? "exit status " + process.exitValue() : "still ending")
        + (last.isEmpty() ? "" : "; it said: " + last);
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  private void readErrors() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String clean = line.replaceAll("\\p{Cntrl}", " ").strip();
        if (!clean.isEmpty()) {
          synchronized (lastErrors) {
            lastErrors.add(clean.length() > 200 ? clean.substring(0, 200) + "..." : clean);
            if (lastErrors.size() > KEPT_LINES) {
              lastErrors.remove();
            }
          }
        }
      }
    } catch (IOException e) {
      synchronized (lastErrors) {
        lastErrors.add(String.valueOf(e.getMessage()));
      }
    }
  }
}
