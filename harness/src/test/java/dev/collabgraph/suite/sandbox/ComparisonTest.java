package dev.collabgraph.suite.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.sandbox.Judgement.Outcome;
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
import org.junit.jupiter.api.TestFactory;

/** No way in which a test compares lets an answer that equals everything through. */
@RequiresTool({Tool.BWRAP, Tool.PYTHON3})
class ComparisonTest {
  private static final List<String> COMPARISONS =
      List.of(
          "assert candidate(2, 3) == 5",
          "assert 5 == candidate(2, 3)",
          "assert not candidate(2, 3) != 5",
          "assert abs(candidate(2, 3) - 5) < 1e-6",
          "assert abs(5.0 - candidate(2, 3)) <= 1e-6",
          "import math\n    assert math.isclose(candidate(2, 3), 5)",
          "assert [candidate(2, 3)] == [5]",
          "assert (candidate(2, 3), 1) == (5, 1)",
          "assert candidate(2, 3) in (5, 6)",
          "assert 4 < candidate(2, 3) < 6",
          "assert round(candidate(2, 3), 2) == 5.0",
          "assert {candidate(2, 3)} == {5}",
          "assert all(candidate(a, b) == a + b for a, b in [(2, 3), (1, 1)])",
          "assert all(map(lambda p: candidate(*p) == sum(p), [(2, 3), (1, 1)]))",
          "import unittest\n    unittest.TestCase().assertEqual(candidate(2, 3), 5)",
          "import unittest\n    unittest.TestCase().assertAlmostEqual(candidate(2, 3), 5)");

  private static final String RIGHT = "def add(a, b):\n    return a + b\n";
  private static final String STOPS = "def add(a, b):\n    raise StopIteration\n";

  private static Sandbox sandbox;
  private static ExecutorService threads;

  @BeforeAll
  static void open() {
    sandbox = Sandbox.open(SandboxSettings.defaults().withTimeout(Duration.ofSeconds(30)));
    threads = Executors.newFixedThreadPool(2);
  }

  @AfterAll
  static void close() {
    threads.shutdownNow();
  }

  private static DynamicTest of(String comparison, String name, String code, Outcome expected) {
    String test = "def check(candidate):\n    " + comparison + "\n";
    Program program = new Program("", test, "add", List.of(List.of(code)));
    CompletableFuture<Judgement> judged =
        CompletableFuture.supplyAsync(() -> sandbox.judge(program), threads);
    return DynamicTest.dynamicTest(
        comparison + ", " + name,
        () -> assertThat(judged.join().outcome()).as(judged.join().reason()).isEqualTo(expected));
  }

  @TestFactory
  Stream<DynamicTest> onlyTheRightAnswerPasses() {
    String any =
        SandboxPrograms.hostile().stream()
            .filter(each -> each.name().equals("lets itself be subtracted to zero"))
            .findFirst()
            .orElseThrow()
            .code();
    List<DynamicTest> tests = new ArrayList<>();
    for (String comparison : COMPARISONS) {
      tests.add(of(comparison, "equals everything", any, Outcome.FAILED));
      tests.add(of(comparison, "right", RIGHT, Outcome.PASSED));
      if (comparison.contains("all(")) {
        tests.add(of(comparison, "stops the iteration", STOPS, Outcome.FAILED));
      }
    }
    return tests.stream();
  }
}
