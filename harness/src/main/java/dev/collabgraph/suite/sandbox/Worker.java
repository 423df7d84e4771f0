package dev.collabgraph.suite.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One interpreter in a sandbox, started with a script of ours. The thread that starts it must
 * outlive it: bubblewrap dies with the thread that is its parent.
 */
final class Worker implements AutoCloseable {
  /** The scripts, each with what all of them share in front. */
  enum Script {
    CHECKER("checker.py"),
    CANDIDATE("candidate.py"),
    PROBE("probe.py");

    private final byte[] source;

    Script(String name) {
      byte[] common = read("wire.py");
      byte[] own = read(name);
      source = new byte[common.length + own.length];
      System.arraycopy(common, 0, source, 0, common.length);
      System.arraycopy(own, 0, source, common.length, own.length);
    }

    private static byte[] read(String name) {
      try (InputStream in = Worker.class.getResourceAsStream(name)) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(name + " is in this library.", e);
      }
    }
  }

  private static final long KILL_SECONDS = 5;

  private final Process process;
  private final boolean group;

  private Worker(Process process, boolean group) {
    this.process = process;
    this.group = group;
  }

  /**
   * Starts a script.
   *
   * @throws IOException if the command cannot be started or ends at once
   */
  static Worker start(
      Confinement confinement,
      Host host,
      SandboxSettings settings,
      String python,
      int user,
      Script script)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(confinement.command(host, settings, python, user));
    if (confinement.tier() != SandboxTier.CONTAINER) {
      builder.environment().clear();
      Confinement.environment().forEach(pair -> builder.environment().put(pair[0], pair[1]));
    }
    Worker worker = new Worker(builder.start(), confinement.tier() == SandboxTier.BARE);
    try {
      OutputStream in = worker.in();
      in.write((script.source.length + "\n").getBytes(StandardCharsets.US_ASCII));
      in.write(script.source);
      in.flush();
      return worker;
    } catch (IOException e) {
      String said = worker.lastWords();
      worker.close();
      throw new IOException(said.isEmpty() ? e.getMessage() : said, e);
    }
  }

  OutputStream in() {
    return process.getOutputStream();
  }

  InputStream out() {
    return process.getInputStream();
  }

  InputStream errors() {
    return process.getErrorStream();
  }

  /** What it said on its error stream, for a worker that ended; one line. */
  String lastWords() {
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        return "";
      }
      String said = new String(errors().readNBytes(4000), StandardCharsets.UTF_8).strip();
      return said.lines().findFirst().orElse("exit code " + process.exitValue());
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** The exit code once it has ended; -1 if it has not within the time. */
  int exitCode(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  /** Ends it and all it started. Idempotent. */
  @Override
  public void close() {
    // bubblewrap that dies while it starts leaves a child waiting for it: so children are ended
    // too.
    List<ProcessHandle> children = process.isAlive() ? process.descendants().toList() : List.of();
    if (group) {
      killGroup();
    }
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without a namespace of its own, children whose parent has ended are found by their group. */
  private void killGroup() {
    try {
      new ProcessBuilder("/bin/kill", "-KILL", "--", "-" + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      // Nothing to kill it with; what is left ends by its CPU limit.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
