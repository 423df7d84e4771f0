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
    threads = Executors.newFixedThreadPool(2);
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
}
