package dev.collabgraph.suite.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What programs may use, and how they are confined.
 *
 * @param prefix a command in front of the interpreter that confines it, such as {@code docker run
 *     --rm -i --network none python:3.12}; it must hand on standard input and output. Empty = the
 *     machine is probed
 * @param allowUnsandboxed whether to go on with resource limits alone where nothing confines
 * @param python the interpreter; null = {@code python3} of /usr, or of the container
 * @param timeout wall-clock time for all tests of one program, starting up excluded
 * @param memoryMegabytes address space of the program, 64 or more
 * @param outputKilobytes what the program may print, 1 or more
 * @param parallel programs judged at a time, 1 to 64
 */
public record SandboxSettings(
    List<String> prefix,
    boolean allowUnsandboxed,
    String python,
    Duration timeout,
    int memoryMegabytes,
    int outputKilobytes,
    int parallel) {

  /** Slots have a user id each, from a range of this size. */
  static final int MAX_PARALLEL = 64;

  public SandboxSettings {
    prefix = List.copyOf(prefix);
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is " + timeout + ", expected more than 0.");
    }
    if (memoryMegabytes < 64) {
      throw new IllegalArgumentException(
          "memoryMegabytes is " + memoryMegabytes + ", expected 64 or more.");
    }
    if (outputKilobytes < 1) {
      throw new IllegalArgumentException(
          "outputKilobytes is " + outputKilobytes + ", expected 1 or more.");
    }
    if (parallel < 1 || parallel > MAX_PARALLEL) {
      throw new IllegalArgumentException(
          "parallel is " + parallel + ", expected 1 to " + MAX_PARALLEL + ".");
    }
  }

  /** 10 s, 1 GiB, 1 MiB of output, as many at a time as there are processors; probed. */
  public static SandboxSettings defaults() {
    return new SandboxSettings(
        List.of(),
        false,
        null,
        Duration.ofSeconds(10),
        1024,
        1024,
        Math.min(MAX_PARALLEL, Runtime.getRuntime().availableProcessors()));
  }

  /** These settings with another time limit. */
  public SandboxSettings withTimeout(Duration limit) {
    return new SandboxSettings(
        prefix, allowUnsandboxed, python, limit, memoryMegabytes, outputKilobytes, parallel);
  }

  /** CPU seconds of one process: a little more than the wall clock allows. */
  long cpuSeconds() {
    return timeout.toSeconds() + 2;
  }

  long memoryBytes() {
    return memoryMegabytes * 1024L * 1024L;
  }
}
