package dev.collabgraph.suite.scoring.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.sandbox.SandboxPrograms;
import dev.collabgraph.suite.sandbox.SandboxPrograms.Labelled;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScoringException;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@RequiresTool({Tool.BWRAP, Tool.PYTHON3})
class CodeScorerTest {
  private static Scorer scorer;
  private static ExecutorService threads;

  @BeforeAll
  static void open() {
    scorer = new CodeScorerFactory().create(Map.of("timeoutSeconds", 30.0), Path.of("."));
    scorer.prepare();
    threads = Executors.newFixedThreadPool(2);
  }

  @AfterAll
  static void close() {
    threads.shutdownNow();
  }

  private static Task task(String prompt, String entry, String test) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("test", test);
    if (entry != null) {
      fields.put("entry_point", entry);
    }
    return new Task("1", prompt, "", fields);
  }

  @TestFactory
  Stream<DynamicTest> programIsExtractedRunAndJudged() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Labelled each : SandboxPrograms.right()) {
      Task task = task(each.prompt(), each.entry(), each.test());
      scorer.check(task);
      Optional<String> code = scorer.extract(task, each.completion());
      CompletableFuture<Double> score =
          CompletableFuture.supplyAsync(() -> scorer.score(task, code.orElseThrow()), threads);
      tests.add(
          DynamicTest.dynamicTest(
              each.name(),
              () ->
                  assertThat(score.join())
                      .as(() -> scorer.reason(task, code.orElseThrow()).orElse(""))
                      .isEqualTo(each.passes() ? 1.0 : 0.0)));
    }
    return tests.stream();
  }

  @Test
  void reasonNamesTheTestThatFailed() {
    Task task = task("def f(x):\n", null, "def check(candidate):\n    assert candidate(1) == 2\n");
    String code = scorer.extract(task, "    return x\n").orElseThrow();
    assertThat(scorer.score(task, code)).isZero();
    assertThat(scorer.reason(task, code).orElseThrow())
        .isEqualTo("failed: AssertionError (line 2 of the test: assert candidate(1) == 2)");
    assertThat(scorer.reason(task, null)).contains("no code");
    assertThat(scorer.surroundings()).containsKeys("python", "sandbox");
    assertThat(scorer.doubt()).isEmpty();
  }

  @Test
  void brokenTestsAreInconclusiveAndNeverAVerdict() {
    Task syntax = task("def f(x):\n", null, "def check(candidate:\n");
    assertThatThrownBy(() -> scorer.score(syntax, "def f(x):\n    return x\n"))
        .isInstanceOf(ScoringException.class)
        .hasMessageContaining("the test is no Python");
    Task idle = task("def f(x):\n", null, "def check(candidate):\n    assert True\n");
    assertThatThrownBy(() -> scorer.score(idle, "def f(x):\n    return x\n"))
        .isInstanceOf(ScoringException.class)
        .hasMessageContaining("never asked for f");
    Task lacking =
        task("def f(x):\n", null, "import pytest\n\ndef check(candidate):\n    candidate(1)\n");
    assertThatThrownBy(() -> scorer.score(lacking, "def f(x):\n    return x\n"))
        .isInstanceOf(ScoringException.class)
        .hasMessageContaining("No module named 'pytest'");
  }
}
