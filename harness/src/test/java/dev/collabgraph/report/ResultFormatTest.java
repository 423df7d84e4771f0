package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.search.SearchResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seals {@code result.json}: its bytes for fixed results are those of the golden files, whatever
 * the locale. A change here is a change of a format that others read: add fields, never change a
 * meaning, and raise the version otherwise.
 */
class ResultFormatTest {
  private final Locale before = Locale.getDefault();

  @TempDir Path directory;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "en-US", "ru-RU", "ar-EG", "tr-TR"})
  void isTheSameInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertThat(ResultJson.of(Results.conclusive("plain"))).isEqualTo(golden("result.golden.json"));
    assertThat(ResultJson.of(Results.inconclusive())).isEqualTo(golden("inconclusive.golden.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ru-RU", "ar-EG"})
  void whatPeopleReadIsTheSameInEveryLocale(String locale) {
    String html = HtmlReport.of(Results.conclusive("plain"));
    String markdown = MarkdownSummary.of(Results.conclusive("plain"));
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertThat(HtmlReport.of(Results.conclusive("plain"))).isEqualTo(html);
    assertThat(MarkdownSummary.of(Results.conclusive("plain"))).isEqualTo(markdown);
  }

  @Test
  void hostileTextIsJsonAndNothingElse() throws IOException {
    SearchResult result = Results.conclusive(Results.HOSTILE);
    assertThat(new ObjectMapper().readTree(ResultJson.of(result)).at("/suite").textValue())
        .isEqualTo(Results.HOSTILE);
  }

  @Test
  void hostileTextIsInertInTheHtmlReport() {
    String html = HtmlReport.of(Results.conclusive(Results.HOSTILE));
    assertThat(html)
        .doesNotContain("<script")
        .doesNotContain("</script")
        .doesNotContain("\u001b")
        .doesNotContain("\u0000")
        .doesNotContain("\u202e")
        .contains("&lt;script&gt;")
        .contains("default-src 'none'");
    assertThat(html).doesNotContain(" style=").doesNotContainPattern("(?i)\\son[a-z]+\\s*=");
    assertThat(html).doesNotContainPattern("(?i)(src|href)\\s*=");
  }

  @Test
  void hostileTextIsInertInMarkdownAndOnTheConsole() {
    SearchResult result = Results.conclusive(Results.HOSTILE);
    assertThat(MarkdownSummary.of(result)).matches("(?s)[\\x20-\\x7e\\n]*").doesNotContain("\n::");
    assertThat(MarkdownSummary.of(result).lines().filter(line -> !line.startsWith("    ")))
        .as("outside the drawing, which is a block of code")
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("(?<!\\\\)<"));
    assertThat(ConsoleSummary.lines(result, Path.of("report.html")))
        .allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]*").doesNotStartWith("::"));
  }

  @Test
  void theSummaryIsAtMostAHundredColumnsWide() {
    assertThat(ConsoleSummary.lines(Results.conclusive("plain"), Path.of("report.html")))
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100))
        .anySatisfy(line -> assertThat(line).startsWith("> searched graph").contains("61.3 %"))
        .anySatisfy(line -> assertThat(line).contains("large (above it)"))
        .endsWith("Report: report.html");
  }

  @Test
  void aResultWithoutAWinnerTakesTheOldGraphAway() throws IOException {
    Reports.write(Results.conclusive("plain"), directory);
    assertThat(directory.resolve("best.graph.json")).exists();

    Reports.Written written = Reports.write(Results.inconclusive(), directory);

    assertThat(written.graph()).isNull();
    assertThat(directory.resolve("best.graph.json")).doesNotExist();
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("result.json", "report.html", "summary.md");
    }
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = ResultFormatTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
