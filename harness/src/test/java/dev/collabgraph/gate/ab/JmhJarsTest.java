package dev.collabgraph.gate.ab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.gate.GateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhJarsTest {
  @TempDir Path folder;

  @Test
  void everyCombinationOfParametersIsACase() {
    String listed =
        """
        WARNING: a JVM may say something first
        Benchmarks:\s
        org.example.A.one
          param "size" = {4, 16}
          param "kind" = {X, Y}
        org.example.B.two
        """;
    assertThat(JmhJars.cases(listed, "a.jar").stream().map(AbCase::name))
        .containsExactly(
            "org.example.A.one {kind=X, size=16}",
            "org.example.A.one {kind=X, size=4}",
            "org.example.A.one {kind=Y, size=16}",
            "org.example.A.one {kind=Y, size=4}",
            "org.example.B.two");
  }

  @Test
  void listThatIsNotUnderstoodIsAnError() {
    assertThatThrownBy(() -> JmhJars.cases("Benchmarks:\n  size is 4\n", "a.jar"))
        .isInstanceOf(GateException.class)
        .hasMessage("a.jar lists \"  size is 4\", expected a benchmark or its parameter.");
  }

  @Test
  void absentJarNoJarAndOtherJarAreOneClearErrorEach() throws IOException {
    assertThatThrownBy(() -> JmhJars.checked(folder.resolve("absent.jar")))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith("There is no benchmark jar ");
    Path text = Files.writeString(folder.resolve("text.jar"), "no zip");
    assertThatThrownBy(() -> JmhJars.checked(text))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("text.jar is not a jar: ");
    Path other = folder.resolve("other.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
    }
    assertThatThrownBy(() -> JmhJars.checked(other))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("other.jar is not a JMH jar: it has no META-INF/BenchmarkList");
  }

  private void run(Duration timeout, String source) throws IOException {
    Path program = Files.writeString(folder.resolve("Program.java"), source);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    JmhProcess.run(
        List.of(java, program.toString()), folder, folder.resolve("log"), timeout, "The fork");
  }

  @Test
  void forkThatDiesSaysWhy() {
    String source =
        "class Program { public static void main(String[] a) {"
            + " System.out.println(\"# Warmup Iteration   1: <failure>\\n\\njava.lang.IllegalStateException: broken\\n\\tat x\");"
            + " System.exit(1); } }";
    assertThatThrownBy(() -> run(Duration.ofSeconds(60), source))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith(
            "The fork died with exit code 1: java.lang.IllegalStateException: broken. Its output: ");
  }

  @Test
  void forkThatHangsIsEnded() {
    String source =
        "class Program { public static void main(String[] a) throws Exception {"
            + " new java.util.concurrent.CountDownLatch(1).await(); } }";
    assertThatThrownBy(() -> run(Duration.ofSeconds(2), source))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith("The fork did not end within 2 s.");
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().commandLine().orElse("").contains("Program.java")))
        .allSatisfy(p -> assertThat(p.onExit()).succeedsWithin(Duration.ofSeconds(30)));
  }

  @Test
  void programThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () ->
                JmhProcess.run(
                    List.of(folder.resolve("no-java").toString()),
                    folder,
                    folder.resolve("log"),
                    Duration.ofSeconds(5),
                    "The fork"))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("The fork could not be started: ")
        .hasMessageContaining("no-java");
  }

  @Test
  void argumentsOfTheSessionAreRefused() {
    assertThatThrownBy(
            () ->
                new JmhCommand(
                    Path.of("java"),
                    List.of(),
                    ".*",
                    new TreeMap<>(),
                    List.of("-wi", "1", "-f", "3"),
                    Duration.ofSeconds(1)))
        .hasMessage("The JMH argument -f is set by the session itself; leave it out.");
  }
}
