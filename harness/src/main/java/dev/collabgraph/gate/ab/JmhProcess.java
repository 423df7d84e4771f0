package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.GateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of JMH in a process of its own, which leaves no process behind. */
final class JmhProcess {
  private static final String FAILURE = "<failure>";
  private static final int LONGEST = 300;

  private JmhProcess() {}

  /**
   * Runs a command, its output in a file.
   *
   * @param what for messages
   * @throws GateException if it cannot be started, does not end in time, ends with an error, or
   *     this thread is interrupted
   */
  static void run(List<String> command, Path folder, Path log, Duration timeout, String what) {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new GateException("%s could not be started: %s".formatted(what, e.getMessage()), e);
    }
    Thread atExit = new Thread(() -> kill(process), "benchmark-end");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new GateException(
            "%s did not end within %s s. Its output: %s. More: -Dcollabgraph.benchForkSeconds=..."
                .formatted(what, timeout.toSeconds(), log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GateException(what + " was interrupted.", e);
    } finally {
      kill(process);
      forget(atExit);
    }
    if (process.exitValue() != 0) {
      throw new GateException(
          "%s died with exit code %s: %s. Its output: %s"
              .formatted(what, process.exitValue(), reason(log), log));
    }
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the JVM is ending and has started the hook
    }
  }

  /** JMH's fork first, or it would outlive JMH. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** What JMH says went wrong; else the last line that is not of a stack trace. */
  static String reason(Path log) {
    List<String> lines;
    try {
      lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
    } catch (IOException e) {
      return "its output cannot be read";
    }
    String reason = "it wrote nothing";
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith(FAILURE) && i + 1 < lines.size()) {
        reason = lines.get(i + 1);
        break;
      }
      if (!lines.get(i).startsWith("at ")) {
        reason = lines.get(i);
      }
    }
    return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "..." : reason;
  }
}
