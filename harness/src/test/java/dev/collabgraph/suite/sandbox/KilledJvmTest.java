package dev.collabgraph.suite.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that is killed leaves no sandboxed process behind, whenever it is killed. */
@RequiresTool({Tool.BWRAP, Tool.PYTHON3})
class KilledJvmTest {
  /** Judges a program that never ends, over and over. */
  static final class Victim {
    public static void main(String[] args) {
      Sandbox sandbox = Sandbox.open(SandboxSettings.defaults().withTimeout(Duration.ofMinutes(5)));
      String loop = "def add(a, b):\n    while True: pass\n";
      String test = "def check(candidate):\n    assert candidate(2, 3) == 5\n";
      System.out.println("begun");
      sandbox.judge(new Program("", test, "add", List.of(List.of(loop))));
    }
  }

  /** From the beginning of a judgement: while processes start, and while the program runs. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6})
  @Timeout(60)
  void noProcessOutlivesIt(int processes) throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Set<ProcessHandle> seen = new TreeSet<>();
    try {
      assertThat(jvm.inputReader().readLine()).isEqualTo("begun");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (seen.size() < processes && System.nanoTime() < end) {
        jvm.descendants().forEach(seen::add);
      }
      assertThat(seen).as("processes of a judgement").hasSizeGreaterThanOrEqualTo(processes);
    } finally {
      jvm.descendants().forEach(seen::add);
      jvm.destroyForcibly();
    }
    jvm.waitFor();
    for (ProcessHandle process : seen) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
    assertThat(seen.stream().filter(ProcessHandle::isAlive).collect(Collectors.toSet())).isEmpty();
  }
}
