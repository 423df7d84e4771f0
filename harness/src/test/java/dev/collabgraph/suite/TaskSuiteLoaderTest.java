package dev.collabgraph.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskSuiteLoaderTest {
  @TempDir Path folder;

  private TaskSuite tasks(String lines, String splits) {
    return tasks(lines, splits, "format: jsonl, path: tasks.jsonl");
  }

  private TaskSuite tasks(String data, String splits, String declaration) {
    SuiteFiles.write(folder, declaration.contains("csv") ? "tasks.csv" : "tasks.jsonl", data);
    return TaskSuiteLoader.load(definition(splits, declaration));
  }

  private SuiteDefinition definition(String splits, String declaration) {
    return SuiteFiles.load(
        folder,
        SuiteFiles.MINIMAL.replace("format: jsonl, path: tasks.jsonl", declaration)
            + "splits: {"
            + splits
            + "}\n");
  }

  private static List<String> lines(int from, int to) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      lines.add("{\"question\": \"What is %d + 1?\", \"answer\": %d}".formatted(i, i + 1));
    }
    return lines;
  }

  private static Set<String> questions(List<Task> tasks) {
    return tasks.stream().map(Task::question).collect(Collectors.toSet());
  }

  @Test
  void splitsHaveTheirSizesAndAreDisjoint() {
    TaskSuite suite =
        tasks(String.join("\n", lines(0, 100)), "search: 50, validation: 20, test: 30");
    assertThat(suite.search()).hasSize(50);
    assertThat(suite.validation()).hasSize(20);
    assertThat(suite.test()).hasSize(30);
    Set<String> all = questions(suite.search());
    all.addAll(questions(suite.validation()));
    all.addAll(questions(suite.test()));
    assertThat(all).hasSize(100);
    assertThat(suite.inputTokens()).isNaN();
    assertThat(suite.outputTokens()).isNaN();
  }

  @Test
  void saysWhichDataItWasReadFrom() {
    // echo '{"question": "?", "answer": 1}' | sha256sum
    String line = "{\"question\": \"?\", \"answer\": 1}\n";
    SuiteFiles.write(folder, "one.jsonl", line);
    assertThat(DataDigests.of(Map.of("path", "one.jsonl"), folder))
        .isEqualTo(
            Map.of(
                "one.jsonl", "ba3a609d2845fe0f04143115f72c2da0ef7fc320c010723dfc9f52f45d4d14d0"));
    // The same in data/a/x.json and data/b.json; in data: sha256sum a/x.json b.json | sha256sum
    SuiteFiles.write(folder, "data/b.json", line);
    SuiteFiles.write(folder, "data/a/x.json", line);
    SuiteFiles.write(folder, "data/notes.txt", "not read");
    assertThat(DataDigests.of(Map.of("path", "data"), folder))
        .isEqualTo(
            Map.of("data", "f4e76e5519e62500d04901e6e5d47671bf840cc6086ccafd2cfa0932c29bf210"));
    assertThat(DataDigests.of(Map.of("path", "data", "root", "."), folder)).hasSize(1);
    assertThat(DataDigests.of(Map.of("table", "x"), folder)).isEmpty();
    assertThat(DataDigests.of(Map.of("path", "https://example.org/x"), folder)).isEmpty();
  }

  @Test
  void splitsDoNotDependOnTheOrderOfTheFile() {
    List<String> lines = lines(0, 80);
    TaskSuite first = tasks(String.join("\n", lines), "search: 30, validation: 20, test: 20");
    Collections.shuffle(lines, new Random(3));
    TaskSuite second = tasks(String.join("\n", lines), "search: 30, validation: 20, test: 20");
    assertThat(second.withFiles(Map.of())).isEqualTo(first.withFiles(Map.of()));
    assertThat(second.files()).isNotEqualTo(first.files());
    TaskSuite other =
        tasks(String.join("\n", lines), "search: 30, validation: 20, test: 20, seed: 2");
    assertThat(other.digest()).isNotEqualTo(first.digest());
    assertThat(questions(other.search())).isNotEqualTo(questions(first.search()));
  }

  @Test
  void repeatedQuestionsAreCountedOnceOrStayTogether() {
    List<String> lines = lines(0, 40);
    lines.addAll(lines(0, 40).stream().map(line -> line.replace("is", "is ")).toList());
    TaskSuite suite = tasks(String.join("\n", lines), "search: 20, validation: 10, test: 10");
    Set<String> all = new HashSet<>();
    for (Split split : Split.values()) {
      suite.tasks(split).forEach(task -> all.add(task.question().replaceAll("\\s+", " ")));
    }
    assertThat(all).hasSize(40);
    assertThatThrownBy(
            () -> tasks(String.join("\n", lines), "search: 20, validation: 10, test: 11"))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining(
            "has 40 different tasks (80 with repetitions), but its splits need 41")
        .hasMessageContaining("Maybe write: splits: {search: 20, validation: 10, test: 10}");
  }

  @Test
  void equalQuestionsWithOtherFieldsNeverStandInTwoSplits() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      lines.add("{\"question\": \"Q%d\", \"answer\": 1, \"level\": %d}".formatted(i % 30, i / 30));
    }
    TaskSuite suite =
        tasks(
            String.join("\n", lines),
            "search: 30, validation: 10, test: 10",
            "format: jsonl, path: tasks.jsonl, fields: [level]");
    assertThat(questions(suite.search())).doesNotContainAnyElementsOf(questions(suite.test()));
    assertThat(questions(suite.search()))
        .doesNotContainAnyElementsOf(questions(suite.validation()));
    assertThat(questions(suite.validation())).doesNotContainAnyElementsOf(questions(suite.test()));
  }

  @Test
  void csvIsReadWithQuotingMappingAndWordsThatLookLikeNothing() {
    String csv =
        "\uFEFFnr,text,gold,level\r\n1,\"Say \"\"hi\"\",\nplease\",1,NA\r\n\r\n2,None,2,\r\n";
    TaskSuite suite =
        tasks(
            csv,
            "search: 2, validation: 0, test: 0",
            "format: csv, path: tasks.csv, id: nr, question: text, answer: gold, fields: {grade: level}");
    assertThat(suite.search())
        .containsExactlyInAnyOrder(
            new Task("1", "Say \"hi\",\nplease", "1", Map.of("grade", "NA")),
            new Task("2", "None", "2", Map.of("grade", "")));
  }

  private void refused(String data, String declaration, String... parts) {
    assertThatThrownBy(() -> tasks(data, "search: 1, validation: 0, test: 0", declaration))
        .isInstanceOf(SuiteException.class)
        .satisfies(
            e -> {
              for (String part : parts) {
                assertThat(e).hasMessageContaining(part);
              }
            });
  }

  @Test
  void brokenDataIsOneErrorWithItsLine() {
    String jsonl = "format: jsonl, path: tasks.jsonl";
    String csv = "format: csv, path: tasks.csv";
    String good = lines(0, 1).get(0) + "\n";
    refused(good + "{\"question\": ", jsonl, "not valid JSON", "tasks.jsonl:2:");
    refused(good + "[1]", jsonl, "no object", "tasks.jsonl:2)");
    refused(good + "{\"q\": \"x\", \"answer\": 1}", jsonl, "no \"question\"", "[q, answer]", ":2)");
    refused(good + "{\"question\": \"\", \"answer\": 1}", jsonl, "question is blank", ":2)");
    refused(good + "{\"question\": \"x\", \"answer\": null}", jsonl, "no \"answer\"", ":2)");
    refused("{\"a\":1,\"a\":2}", jsonl, "Duplicate", "tasks.jsonl:1");
    refused(
        "{\"id\": 1, \"question\": \"x\", \"answer\": 1}\n{\"id\": 1, \"question\": \"y\", \"answer\": 1}",
        jsonl,
        "Two tasks have the id \"1\"",
        "tasks.jsonl:1",
        "tasks.jsonl:2");
    refused("{\"question\": \"x\", \"answer\": \"none\"}", jsonl, "cannot be scored by numeric");
    refused("\n\n", jsonl, "has no task");
    refused("", csv, "is empty");
    refused("question,answer\n", csv, "has no task");
    refused("question,answer\nx,1,2\n", csv, "3 fields, the header 2", "tasks.csv:2)");
    refused("question,answer\n\"x,1\n", csv, "never closed", "tasks.csv:2)");
    refused("question,answer\nx\"y,1\n", csv, "quote stands inside", "tasks.csv:2)");
    refused("question,answer\n\"x\"y,1\n", csv, "follows a closing quote", "tasks.csv:2)");
    refused("question,question\nx,1\n", csv, "Two columns are named \"question\"");
    refused(
        "{\"question\": \"" + "x".repeat(DataFiles.MAX_RECORD + 1) + "\"}", jsonl, "longer than");
  }

  @Test
  void invalidUtf8IsRefused() throws IOException {
    SuiteDefinition suite =
        definition("search: 1, validation: 0, test: 0", "format: jsonl, path: tasks.jsonl");
    byte[] bytes =
        (lines(0, 3).get(0) + "\n{\"question\": \"\u00fc\"}").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("tasks.jsonl"), bytes);
    assertThatThrownBy(() -> TaskSuiteLoader.load(suite))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("not valid UTF-8");
  }

  @Test
  void dataOutsideTheRootIsRefused() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("inside"));
    Path secret = SuiteFiles.write(folder, "secret.jsonl", lines(0, 2).get(0));
    Files.createSymbolicLink(inside.resolve("link.jsonl"), secret);
    for (String path :
        List.of("../secret.jsonl", secret.toString(), "link.jsonl", "a/../../secret.jsonl")) {
      SuiteDefinition suite =
          SuiteFiles.load(
              inside,
              SuiteFiles.MINIMAL.replace("tasks.jsonl", "\"" + path + "\"")
                  + "splits: {search: 1, validation: 0, test: 0}\n");
      assertThatThrownBy(() -> TaskSuiteLoader.load(suite))
          .as(path)
          .isInstanceOf(SuiteException.class)
          .hasMessageContaining("outside of")
          .hasMessageContaining("Maybe");
    }
    SuiteDefinition allowed =
        SuiteFiles.load(
            inside,
            SuiteFiles.MINIMAL.replace("tasks.jsonl", "secret.jsonl, root: ..")
                + "splits: {search: 1, validation: 0, test: 0}\n");
    assertThat(TaskSuiteLoader.load(allowed).search()).hasSize(1);
  }

  @Test
  void missingDataFileIsNamed() {
    SuiteDefinition suite =
        definition("search: 1, validation: 0, test: 0", "format: jsonl, path: none.jsonl");
    assertThatThrownBy(() -> TaskSuiteLoader.load(suite))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("none.jsonl")
        .hasMessageContaining("does not exist");
  }

  @Test
  void misspeltDataFileIsMendedByTheOneBesideIt() {
    SuiteFiles.write(folder, "my.tasks.jsonl", "{}");
    SuiteDefinition suite =
        definition("search: 1, validation: 0, test: 0", "format: jsonl, path: my.task.jsonl");
    assertThatThrownBy(() -> TaskSuiteLoader.load(suite))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("Maybe write: path: my.tasks.jsonl; it is relative to");
  }

  @Test
  void brokenRecordIsToldOnceInWordsOfTheFile() {
    SuiteDefinition suite =
        definition("search: 1, validation: 0, test: 0", "format: jsonl, path: broken.jsonl");
    SuiteFiles.write(folder, "broken.jsonl", "{\"question\": \"a\"");
    assertThatThrownBy(() -> TaskSuiteLoader.load(suite))
        .isInstanceOf(SuiteException.class)
        .hasNoCause()
        .hasMessageStartingWith("The record is not valid JSON: Unexpected end-of-input")
        .hasMessageContaining("broken.jsonl:1:")
        .hasMessageContaining("Write one whole object a line:")
        .hasMessageNotContainingAny("REDACTED", "Source", "\n");
  }

  @Test
  void wrongColumnIsMendedByOneThatIsNothingElse() {
    SuiteDefinition suite =
        definition("search: 1, validation: 0, test: 0", "format: jsonl, path: columns.jsonl");
    SuiteFiles.write(
        folder, "columns.jsonl", "{\"id\": \"1\", \"prompt\": \"a\", \"answer\": \"b\"}");
    assertThatThrownBy(() -> TaskSuiteLoader.load(suite))
        .isInstanceOf(SuiteException.class)
        .hasMessageEndingWith("Maybe write: question: prompt");
  }
}
