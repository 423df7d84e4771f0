package dev.collabgraph.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerAuditTest {
  @TempDir Path folder;

  private static Scorer scorer(String type, Map<String, Object> options) {
    return Scorers.create(new SuiteDefinition.Scoring(type, options), Path.of("."));
  }

  @Test
  void pairsAndExtractionsAreJudgedCountedAndWritten() throws IOException {
    Path input =
        SuiteFiles.write(
            folder,
            "in.jsonl",
            """
            {"gold": "\\\\frac{1}{2}", "pred": "0.5", "expected": true, "kind": "fraction"}
            {"gold": "\\\\frac{1}{2}", "pred": "so \\\\boxed{\\\\frac12}", "expected": 1, "kind": "fraction"}
            {"gold": "2", "pred": "3", "expected": "accept", "kind": "wrong label"}
            {"gold": "2", "pred": "3"}
            {"text": "\\\\boxed{1} and \\\\boxed 9", "expected_extraction": "9"}
            {"text": "", "expected_extraction": null}
            """);
    Path output = folder.resolve("target/out.jsonl");
    ScorerAudit.Summary summary = ScorerAudit.run(scorer("math", Map.of()), input, output);
    assertThat(summary.cases()).isEqualTo(6);
    assertThat(summary.labelled()).isEqualTo(5);
    assertThat(summary.agreeing()).isEqualTo(4);
    assertThat(summary.kinds().get("fraction")).isEqualTo(new ScorerAudit.Counts(2, 0, 0));
    assertThat(summary.kinds().get("wrong label")).isEqualTo(new ScorerAudit.Counts(0, 1, 1));
    assertThat(summary.disagreements()).singleElement().asString().contains("in.jsonl:3");
    List<String> lines = Files.readAllLines(output);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).contains("\"verdict\":true").contains("\"agrees\":true");
    assertThat(lines.get(3)).contains("\"verdict\":false").contains("\"agrees\":null");
    assertThat(lines.get(4)).contains("\"extracted\":\"9\"").contains("\"agrees\":true");
  }

  @Test
  void officialModeAndChoicesAreAuditedToo() {
    Path official =
        SuiteFiles.write(
            folder,
            "o.jsonl",
            """
            {"gold": "0.5", "pred": "\\\\frac{1}{2}", "expected": true}
            {"gold": "9", "pred": "\\\\boxed 9", "expected": false}
            {"gold": "x", "pred": "\\\\boxed{x}", "expected": true}
            {"text": "\\\\boxed 9", "expected_extraction": null}
            """);
    ScorerAudit.Summary summary =
        ScorerAudit.run(scorer("math", Map.of("mode", "official")), official, null);
    assertThat(summary.disagreements()).isEmpty();
    Path choice =
        SuiteFiles.write(
            folder,
            "c.jsonl",
            """
            {"gold": "B", "pred": "surely green", "choices": ["red", "green"], "expected": true}
            {"gold": "C", "pred": "C", "choices": ["red", "green"], "expected": false}
            """);
    assertThat(ScorerAudit.run(scorer("choice", Map.of()), choice, null).agreeing()).isEqualTo(2);
  }

  @Test
  void malformedCaseIsNamedWithItsLine() {
    Path input = SuiteFiles.write(folder, "in.jsonl", "{\"gold\": \"1\"}\n");
    assertThatThrownBy(() -> ScorerAudit.run(scorer("math", Map.of()), input, null))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("no \"pred\"")
        .hasMessageContaining("in.jsonl:1")
        .hasMessageContaining("Write one of: {\"gold\": ..., \"pred\": ..., \"expected\": true}");
    Path label =
        SuiteFiles.write(folder, "l.jsonl", "{\"gold\":\"1\",\"pred\":\"1\",\"expected\":\"yes\"}");
    assertThatThrownBy(() -> ScorerAudit.run(scorer("math", Map.of()), label, null))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("expected is \"yes\"");
  }

  @Test
  @RequiresTool({Tool.BWRAP, Tool.PYTHON3})
  void programsAreRunAndTheirReasonsWritten() throws IOException {
    Path input =
        SuiteFiles.write(
            folder,
            "programs.jsonl",
            """
            {"task_id": "t1", "prompt": "def f(x):\\n", "completion": "    return x + 1\\n", "test": "def check(c):\\n    assert c(1) == 2\\n", "entry_point": "f", "expected": true}
            {"task_id": "t1", "prompt": "def f(x):\\n", "completion": "    return x\\n", "test": "def check(c):\\n    assert c(1) == 2\\n", "entry_point": "f", "expected": "fail"}
            {"task_id": "t2", "prompt": "def f(x):\\n", "completion": "Sorry.", "test": "def check(c):\\n    assert c(1) == 2\\n", "entry_point": "f", "expected": false}
            {"prompt": "def f(x):\\n", "completion": "    return x\\n", "test": "def check(c:\\n", "entry_point": "f", "expected": false}
            """
                .replace("\\\\n", "\\n"));
    Path output = folder.resolve("judged.jsonl");
    ScorerAudit.Summary summary =
        ScorerAudit.run(scorer("code", Map.of("timeoutSeconds", 30)), input, output);
    assertThat(summary.cases()).isEqualTo(4);
    assertThat(summary.agreeing()).isEqualTo(3);
    assertThat(summary.inconclusive()).isEqualTo(1);
    assertThat(summary.passAt()).containsExactly(Map.entry(1, 0.25));
    List<String> lines = Files.readAllLines(output);
    assertThat(lines.get(0)).contains("\"verdict\":true", "\"agrees\":true", "\"passed\"");
    assertThat(lines.get(1)).contains("\"verdict\":false", "failed: AssertionError (line 2");
    assertThat(lines.get(2)).contains("\"extracted\":null", "\"reason\":\"no code\"");
    assertThat(lines.get(3)).contains("\"verdict\":null", "the test is no Python");
  }

  @Test
  void caseWithoutAnEntryPointIsNamed() {
    Path input =
        SuiteFiles.write(
            folder, "in.jsonl", "{\"completion\": \"x\", \"test\": \"assert True\"}\n");
    assertThatThrownBy(
            () -> ScorerAudit.run(scorer("code", Map.of("allowUnsandboxed", true)), input, null))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("names no entry point")
        .hasMessageContaining("in.jsonl:1");
  }
}
