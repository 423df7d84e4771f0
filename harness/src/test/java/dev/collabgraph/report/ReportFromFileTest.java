package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.search.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFromFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isThePageThatTheSearchWrote(boolean conclusive) throws IOException {
    SearchResult result = conclusive ? Results.conclusive("plain") : Results.inconclusive();
    Reports.Written written = Reports.write(result, folder);
    Path again = folder.resolve("site/again.html");
    ResultDigest digest = Reports.html(written.result(), again);
    assertThat(again).hasSameTextualContentAs(written.html());
    assertThat(digest.suite()).isEqualTo(result.suite());
    assertThat(digest.score()).isEqualTo(conclusive ? "61.3 %" : "-");
    assertThat(digest.units()).isEqualTo(conclusive ? digest.units() : "-");
  }

  @Test
  void foreignTextIsInertInTheDigest() {
    Path json = Reports.write(Results.conclusive(Results.HOSTILE), folder).result();
    ResultDigest digest = Reports.html(json, folder.resolve("page.html"));
    assertThat(digest.suite() + digest.verdict()).matches("[\\x20-\\x7e]*");
  }

  @Test
  void whatANewerEngineAddedIsPassedOver() throws IOException {
    Path json = Reports.write(Results.conclusive("plain"), folder).result();
    Files.writeString(
        json, Files.readString(json).replaceFirst("\\{", "{\"added\": {\"later\": [1]},"));
    assertThat(Reports.html(json, folder.resolve("page.html")).score()).isEqualTo("61.3 %");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path file = folder.resolve("result.json");
    Path html = folder.resolve("page.html");
    assertThatThrownBy(() -> Reports.html(file, html))
        .isInstanceOf(ReportException.class)
        .hasMessage("There is no result " + file + ".");
    Files.writeString(file, "{\"formatVersion\": 1");
    assertThatThrownBy(() -> Reports.html(file, html))
        .isInstanceOf(ReportException.class)
        .hasMessageStartingWith(file + " is not JSON:");
    Files.writeString(file, "[]");
    assertThatThrownBy(() -> Reports.html(file, html))
        .isInstanceOf(ReportException.class)
        .hasMessage(file + " is not the result of a search.");
    Files.writeString(file, "{\"formatVersion\": 2, \"suite\": \"s\", \"verdict\": {}}");
    assertThatThrownBy(() -> Reports.html(file, html))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("has formatVersion 2, expected 1.");
    assertThat(html).doesNotExist();
  }

  @Test
  void comparesIntervalsOnOneScale() {
    Whiskers whiskers =
        Whiskers.of(
            java.util.List.of(
                new SearchResult.Estimate(0.6, 0.5, 0.7, 100),
                new SearchResult.Estimate(0.4, 0.3, 0.5, 100),
                SearchResult.Estimate.NONE));
    assertThat(whiskers.svg(new SearchResult.Estimate(0.6, 0.5, 0.7, 100)))
        .contains("M90.0 11 H174.0", "cx=\"132.0\"");
    assertThat(whiskers.svg(new SearchResult.Estimate(0.4, 0.3, 0.5, 100)))
        .contains("M6.0 11 H90.0", "class=\"aim\" d=\"M132.0");
    assertThat(whiskers.svg(SearchResult.Estimate.NONE)).isEmpty();
  }
}
