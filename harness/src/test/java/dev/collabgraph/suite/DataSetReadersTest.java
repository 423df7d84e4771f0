package dev.collabgraph.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetReadersTest {
  @TempDir Path folder;

  private List<Task> read(String format, Map<String, Object> options) {
    TaskReader reader = TaskReaders.of(format);
    reader.check(options);
    return reader.read(options, folder);
  }

  private void refused(String format, Map<String, Object> options, String message) {
    assertThatThrownBy(() -> read(format, options))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining(message);
  }

  private void math(String name, String level, String type, String solution) {
    SuiteFiles.write(
        folder,
        "MATH/" + name,
        "{\"problem\": \"P %s\", \"level\": \"%s\", \"type\": \"%s\", \"solution\": \"%s\"}"
            .formatted(name, level, type, solution));
  }

  @Test
  void mathFoldersGiveBoxedAnswersWithLevelAndType() {
    math("algebra/2.json", "Level 5", "Algebra", "so $\\\\boxed{\\\\frac{1}{2}}$.");
    math("algebra/1.json", "Level 1", "Algebra", "first \\\\boxed{7}, then $\\\\boxed 9$");
    math("geometry/1.json", "Level 2", "Geometry", "\\\\boxed{3}");
    List<Task> tasks = read("math", Map.of("path", "MATH"));
    assertThat(tasks).extracting(Task::id).containsExactly("algebra/1", "algebra/2", "geometry/1");
    assertThat(tasks.get(0).answer()).isEqualTo("\\fbox{9}");
    assertThat(tasks.get(1).answer()).isEqualTo("\\frac{1}{2}");
    assertThat(tasks.get(1).fields()).isEqualTo(Map.of("level", "Level 5", "type", "Algebra"));
    assertThat(read("math", Map.of("path", "MATH", "types", List.of("Geometry")))).hasSize(1);
    assertThat(read("math", Map.of("path", "MATH", "levels", List.of("Level 5")))).hasSize(1);
  }

  @Test
  void mathSplitsAreStratified() {
    for (int i = 0; i < 40; i++) {
      math("a/%d.json".formatted(i), "Level 1", "Algebra", "\\\\boxed{1}");
    }
    for (int i = 0; i < 20; i++) {
      math("g/%d.json".formatted(i), "Level 1", "Geometry", "\\\\boxed{1}");
    }
    SuiteDefinition suite =
        SuiteFiles.load(
            folder,
            SuiteFiles.MINIMAL
                    .replace("format: jsonl, path: tasks.jsonl", "format: math, path: MATH")
                    .replace("numeric", "math")
                + "splits: {search: 30, validation: 15, test: 15}\n");
    TaskSuite tasks = TaskSuiteLoader.load(suite);
    for (Split split : Split.values()) {
      long geometry =
          tasks.tasks(split).stream()
              .filter(task -> task.fields().get("type").equals("Geometry"))
              .count();
      assertThat(geometry * 3).isEqualTo(tasks.tasks(split).size());
    }
  }

  @Test
  void mathLinesAreReadToo() {
    SuiteFiles.write(
        folder,
        "m.jsonl",
        "{\"problem\":\"p\",\"solution\":\"s\",\"answer\":\"\\\\frac12\",\"subject\":\"Algebra\",\"level\":3,\"unique_id\":\"u/1\"}");
    assertThat(read("math", Map.of("path", "m.jsonl")))
        .containsExactly(
            new Task("u/1", "p", "\\frac12", Map.of("level", "Level 3", "type", "Algebra")));
  }

  @Test
  void brokenMathIsRefused() throws IOException {
    math("a/1.json", "Level 1", "Algebra", "no box");
    refused("math", Map.of("path", "MATH"), "boxes no answer");
    SuiteFiles.write(folder, "MATH/a/1.json", "{\"problem\": \"x\"}");
    refused("math", Map.of("path", "MATH"), "no \"level\"");
    Files.delete(folder.resolve("MATH/a/1.json"));
    refused("math", Map.of("path", "MATH"), "holds no file named *.json");
    Path outside = SuiteFiles.write(folder, "out.json", "{}");
    Files.createSymbolicLink(folder.resolve("MATH/a/2.json"), outside);
    refused("math", Map.of("path", "MATH"), "outside of");
  }

  @Test
  void mmluKeepsNoneAndQuotesAndListsTheOptions() {
    SuiteFiles.write(
        folder,
        "mmlu/anatomy_test.csv",
        "\"Which, if \"\"any\"\"?\",None,NA,3,\"x, y\",B\nNext?,1,2,3,4,D\n");
    List<Task> tasks = read("mmlu", Map.of("path", "mmlu"));
    assertThat(tasks).hasSize(2);
    assertThat(tasks.get(0).question())
        .isEqualTo("Which, if \"any\"?\n(A) None\n(B) NA\n(C) 3\n(D) x, y");
    assertThat(tasks.get(0).answer()).isEqualTo("B");
    assertThat(tasks.get(0).fields())
        .isEqualTo(Map.of("A", "None", "B", "NA", "C", "3", "D", "x, y", "subject", "anatomy"));
    assertThat(read("mmlu", Map.of("path", "mmlu", "subjects", List.of("law")))).isEmpty();
    SuiteFiles.write(folder, "mmlu/b_test.csv", "q,1,2,3,4,E\n");
    refused("mmlu", Map.of("path", "mmlu"), "The answer is \"E\"");
    SuiteFiles.write(folder, "mmlu/b_test.csv", "q,1,2,3,A\n");
    refused("mmlu", Map.of("path", "mmlu"), "5 fields, expected 6");
  }

  @Test
  void gsm8kTakesWhatFollowsTheMark() {
    SuiteFiles.write(
        folder, "g.jsonl", "{\"question\": \"q\", \"answer\": \"1+1=<<1+1=2>>2\\n#### 1,234\"}\n");
    assertThat(read("gsm8k", Map.of("path", "g.jsonl")).get(0).answer()).isEqualTo("1,234");
    SuiteFiles.write(folder, "g.jsonl", "{\"question\": \"q\", \"answer\": \"none\"}\n");
    refused("gsm8k", Map.of("path", "g.jsonl"), "no #### with a number behind it");
  }

  @Test
  void humanEvalIsReadInBothStyles() {
    SuiteFiles.write(
        folder,
        "h.jsonl",
        """
        {"task_id":"HumanEval/0","prompt":"def f(x):\\n","canonical_solution":"  return x\\n","test":"def check(c):\\n  assert c(1)==1\\n","entry_point":"f"}
        {"name":"HumanEval_1_g","language":"py","prompt":"def h():\\n  pass\\ndef g(x):\\n","tests":"check(g)"}
        """);
    List<Task> tasks = read("humaneval", Map.of("path", "h.jsonl"));
    assertThat(tasks.get(0).id()).isEqualTo("HumanEval/0");
    assertThat(tasks.get(0).answer()).isEqualTo("  return x\n");
    assertThat(tasks.get(0).fields())
        .containsEntry("style", "openai")
        .containsEntry("entry_point", "f");
    assertThat(tasks.get(1).fields())
        .containsEntry("style", "multipl-e")
        .containsEntry("entry_point", "g")
        .containsEntry("test", "check(g)");
  }
}
