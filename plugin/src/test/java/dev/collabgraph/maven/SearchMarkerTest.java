package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchMarkerTest {
  private static final List<String> SUMMARY = List.of("a line", "", "another");
  @TempDir private Path folder;

  @BeforeEach
  void writeResult() throws IOException {
    for (String name :
        List.of("result.json", "best.graph.json", "trials.jsonl", "report.html", "summary.md")) {
      Files.writeString(folder.resolve(name), "{}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"best.graph.json", "trials.jsonl", "report.html", "summary.md"})
  void aFileOfTheResultThatIsGoneVoidsIt(String name) throws IOException {
    SearchMarker marker = SearchMarker.in(folder);
    marker.write("digest", SUMMARY);
    Files.delete(folder.resolve(name));
    assertThat(marker.summaryIfUnchanged("digest")).isEmpty();
  }

  @Test
  void knowsTheSummaryOfEqualInputs() {
    SearchMarker.in(folder).write("digest", SUMMARY);
    assertThat(SearchMarker.in(folder).summaryIfUnchanged("digest")).contains(SUMMARY);
    assertThat(SearchMarker.in(folder).summaryIfUnchanged("other")).isEmpty();
  }

  @Test
  void absentChangedOrMissingResultVoidsIt() throws IOException {
    SearchMarker marker = SearchMarker.in(folder);
    assertThat(marker.summaryIfUnchanged("digest")).isEmpty();
    marker.write("digest", SUMMARY);
    Files.writeString(folder.resolve("result.json"), "{ }");
    assertThat(marker.summaryIfUnchanged("digest")).isEmpty();
    Files.delete(folder.resolve("result.json"));
    assertThat(marker.summaryIfUnchanged("digest")).isEmpty();
  }

  @Test
  void removedMarkerForgets() {
    SearchMarker marker = SearchMarker.in(folder);
    marker.write("digest", SUMMARY);
    marker.remove();
    marker.remove();
    assertThat(marker.summaryIfUnchanged("digest")).isEmpty();
  }

  @Test
  void anEvaluationHasAMarkerOfItsOwn() throws IOException {
    Files.writeString(folder.resolve("evaluation.json"), "{}");
    Files.writeString(folder.resolve("evaluated.graph.json"), "{}");
    SearchMarker.ofEvaluation(folder).write("digest", SUMMARY);
    assertThat(SearchMarker.in(folder).summaryIfUnchanged("digest")).isEmpty();
    Files.delete(folder.resolve("result.json"));
    assertThat(SearchMarker.ofEvaluation(folder).summaryIfUnchanged("digest")).contains(SUMMARY);
    Files.writeString(folder.resolve("evaluation.json"), "{ }");
    assertThat(SearchMarker.ofEvaluation(folder).summaryIfUnchanged("digest")).isEmpty();
  }
}
