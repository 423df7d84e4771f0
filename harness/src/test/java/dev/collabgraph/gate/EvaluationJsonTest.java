package dev.collabgraph.gate;

import static dev.collabgraph.gate.Evaluations.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationJsonTest {
  private static final Evaluation EVALUATION =
      Evaluations.of(
          3,
          List.of(
              Evaluations.task("t1", 1, 0, NONE),
              Evaluations.task("t2", 1, 0.25, 1),
              new TaskOutcome(
                  "t3",
                  "d-t3",
                  List.of(NONE, NONE, NONE),
                  List.of(NONE, NONE, NONE),
                  TaskOutcome.Cost.UNKNOWN,
                  "quota \"used\" up")));

  private static String golden(String name) throws IOException {
    try (InputStream in = EvaluationJsonTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "en-US", "ru-RU", "ar-EG"})
  void theFileIsTheSameInEveryLocale(String locale) throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      assertThat(EVALUATION.toJson()).isEqualTo(golden("evaluation-1.json"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void readingWhatWasWrittenGivesAnEqualEvaluation() {
    assertThat(Evaluation.parse(EVALUATION.toJson(), "e.json")).isEqualTo(EVALUATION);
  }

  @Test
  void theFirstFormatStaysReadable() throws IOException {
    assertThat(Evaluation.parse(golden("evaluation-1.json"), "e.json")).isEqualTo(EVALUATION);
  }

  @Test
  void aBaselineIsAnEvaluationWithASummary(@TempDir Path folder) throws IOException {
    Baseline baseline = new Baseline(Evaluations.passing(3, 5, 3));
    Path file = folder.resolve("new").resolve("small.baseline.json");
    baseline.write(file);
    assertThat(Baseline.read(file)).isEqualTo(baseline);
    assertThat(file).content().isEqualTo(golden("baseline-1.json"));
  }

  @Test
  void aBaselineNeedsThreeRunsOfEachTask() {
    assertThatThrownBy(() -> new Baseline(Evaluations.passing(3, 5, 2)))
        .isInstanceOf(GateException.class)
        .hasMessage(
            "The evaluation of suite \"small\" has 2 runs of each task, a baseline needs 3 or more."
                + " Run: mvn collabgraph:evaluate -Dcollabgraph.repeats=3 -Dcollabgraph.suite=small");
  }

  @Test
  void nothingInconclusiveBecomesABaseline() {
    assertThatThrownBy(() -> new Baseline(Evaluations.of(new double[] {1, 1, NONE})))
        .hasMessageContaining("only 2 of 3 runs gave a score");
    assertThatThrownBy(() -> new Baseline(Evaluations.of(3, List.of())))
        .hasMessageContaining("no task");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"formatVersion\": 1|\"formatVersion\": 2|formatVersion 2, this engine reads 1 to 1",
        "\"formatVersion\": 1|\"formatVersion\": \"1\"|formatVersion is \"1\", expected a whole number",
        "\"split\": \"test\"|\"split\": \"tests\"|split is \"tests\", expected one of search, validation, test",
        "\"repeats\": 3|\"repeats\": 2|expected one for each of 2 repeats",
        "\"repeats\": 3|\"repeat\": 3|no key \"repeat\". Did you mean \"repeats\"?",
        "\"outcomes\":[1,0.25,1]|\"outcomes\":[1,2,1]|tasks[1].outcomes[1] is 2, expected a number from 0 to 1, or null",
        "\"outcomes\":[1,0.25,1]|\"outcomes\":[1,\"a\",1]|tasks[1].outcomes[1] is \"a\"",
        "\"outcomes\":[1,0.25,1]|\"outcomes\":[1,1]|2 outcomes and 3 latencies",
        "\"id\":\"t2\"|\"id\":\"t1\"|Task \"t1\" is there twice",
        "\"runs\": 9|\"runs\": 12|runs is 12, and its tasks have 9",
        "\"conclusiveRuns\": 5|\"conclusiveRuns\": 9|conclusiveRuns is 9, and its tasks have 5",
        "\"graphDigest\": \"g-1\"|\"graphDigest\": null|graphDigest is null, expected a text",
        "\"suite\": \"small\",|\"suite\": \"small\", \"suite\": \"small\",|Duplicate",
      })
  void whatIsNoEvaluationIsRefusedWithItsPlace(String part, String instead, String message) {
    String json = EVALUATION.toJson();
    assertThat(json).contains(part);
    assertThatThrownBy(() -> Evaluation.parse(json.replace(part, instead), "e.json"))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith("e.json")
        .hasMessageContaining(message);
  }

  @Test
  void aLaterFieldIsNoError() {
    String later = EVALUATION.toJson().replace("\"repeats\"", "\"weather\": \"fine\", \"repeats\"");
    assertThat(Evaluation.parse(later, "e.json")).isEqualTo(EVALUATION);
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("evaluation.json");
    assertThatThrownBy(() -> Evaluation.read(file))
        .isInstanceOf(GateException.class)
        .hasMessage("There is no evaluation " + file + ".");
  }
}
