package dev.collabgraph.suite.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.sandbox.SandboxPrograms.Hostile;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every hostile program is contained and judged rightly, and nothing of it is left. */
@RequiresTool({Tool.BWRAP, Tool.PYTHON3})
class HostileProgramsTest {
  private static final String TEST =
      """
      def check(candidate):
          assert candidate(2, 3) == 5
          assert candidate(-1, 1) == 0
          assert candidate(10 ** 20, 1) == 10 ** 20 + 1
      """;

  private static Sandbox patient;
  private static Sandbox strict;
  private static ExecutorService threads;

  @BeforeAll
  static void open() {
    SandboxSettings defaults = SandboxSettings.defaults();
    patient = Sandbox.open(defaults.withTimeout(Duration.ofSeconds(30)));
    strict = Sandbox.open(defaults.withTimeout(Duration.ofMillis(1500)));
    threads = Executors.newFixedThreadPool(4);
  }

  @AfterAll
  static void close() {
    threads.shutdownNow();
  }

  private static CompletableFuture<Judgement> judge(Hostile program, String test) {
    Program asked = new Program("", test, "add", List.of(List.of(program.code())));
    Sandbox sandbox = program.outcomes().contains("timeout") ? strict : patient;
    return CompletableFuture.supplyAsync(() -> sandbox.judge(asked), threads);
  }

  @Test
  void theCorpusIsLargeEnoughAndTheSandboxIsOne() {
    assertThat(SandboxPrograms.hostile()).hasSizeGreaterThanOrEqualTo(70);
    assertThat(patient.tier()).isEqualTo(SandboxTier.BUBBLEWRAP);
  }

  @TestFactory
  Stream<DynamicTest> hostileProgramIsJudgedRightly() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Hostile program : SandboxPrograms.hostile()) {
      CompletableFuture<Judgement> judged = judge(program, TEST);
      tests.add(
          DynamicTest.dynamicTest(
              program.name(),
              () -> {
                Judgement judgement = judged.join();
                assertThat(program.outcomes())
                    .as(judgement.reason())
                    .contains(judgement.outcome().toString());
              }));
    }
    return tests.stream();
  }

  /** Watches what a program prints, reads and draws, so that the program may ask for them. */
  private static final String WATCHING =
      """
      import contextlib, io, random, sys

      def check(candidate):
          sys.stdin = io.StringIO("5")
          random.seed(3)
          secret = lambda x, expected=5: x
          with contextlib.redirect_stdout(io.StringIO()) as out:
              assert candidate(2, secret) == 5
          assert out.getvalue() == "five"
          assert random.random() == 0.23796462709189137
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "right | print('five', end=''); return a + 3 | passed",
        "prints something else | print('six'); return 5 | failed",
        "prints for ever | while True: print('five' * 1000) | crash failed timeout memory",
        "draws behind its back | import random; random.random(); print('five', end=''); return 5 | failed",
        "asks for the defaults of a function of the test | import inspect; print('five', end=''); return inspect.signature(b).parameters['expected'].default | failed",
        "prints what is no text | import sys; sys.stdout.write(5); return 5 | failed",
        "closes what it prints to | import sys; sys.stdout.close(); return 5 | failed",
      })
  void aTestThatWatchesIsNotDeceived(String name, String body, String outcomes) {
    String code = "def add(a, b):\n    " + body.replace("; ", "\n    ") + "\n";
    Judgement judgement =
        (body.startsWith("while") ? strict : patient)
            .judge(new Program("", WATCHING, "add", List.of(List.of(code))));
    assertThat(outcomes.split(" ")).as(judgement.reason()).contains(judgement.outcome().toString());
  }
}
