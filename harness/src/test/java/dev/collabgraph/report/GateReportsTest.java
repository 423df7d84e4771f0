package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.gate.TaskOutcome;
import dev.collabgraph.gate.TaskVerdict;
import dev.collabgraph.gate.TaskVerdict.Status;
import dev.collabgraph.gate.Verdict;
import dev.collabgraph.gate.Violation;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class GateReportsTest {
  /** What a hostile model or file can put into a failure or an id. */
  private static final String HOSTILE =
      "</testcase><x>&\"'\u0000\u001b[31m\ud800::error::x%0A\n| `a` <script>]]>\ufffe";

  private static TaskVerdict task(String id, Status status, double... outcomes) {
    return new TaskVerdict(
        new TaskOutcome(
            id,
            "d",
            DoubleStream.of(outcomes).boxed().toList(),
            DoubleStream.of(outcomes).mapToObj(o -> Double.isNaN(o) ? o : 400.25).toList(),
            TaskOutcome.Cost.UNKNOWN,
            DoubleStream.of(outcomes).anyMatch(Double::isNaN) ? HOSTILE : null),
        status,
        status == Status.FAILED);
  }

  private static Verdict verdict(List<Violation> violations) {
    return new Verdict(
        "small",
        2,
        violations,
        List.of("accuracy is 0.60, minimum 0.55"),
        List.of(
            task("t1", Status.PASSED, 1, 1, 1),
            task("t2", Status.FLAKY, 1, 0, 1),
            task("t3", Status.FAILED, 0, 0.5, 0),
            task("t4" + HOSTILE, Status.INCONCLUSIVE, Double.NaN, Double.NaN, 1),
            task("t5", Status.QUARANTINED, 0, 1, 0)),
        2,
        3);
  }

  private static final List<Violation> NO =
      List.of(
          new Violation(Violation.Kind.LIMIT, "usd is 2, above the maximum 1.", ""),
          new Violation(Violation.Kind.STALE, "The evaluation is stale.", "Run: " + HOSTILE));

  private static Document parsed(String xml) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(GateReportsTest.class.getResource("test-report-shape.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static int count(Document document, String tag) {
    return document.getElementsByTagName(tag).getLength();
  }

  @Test
  void aGateThatSaysNoIsARedTestReport() throws Exception {
    Document report = parsed(JUnitXml.of(verdict(NO)));
    Element suite = report.getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("6");
    assertThat(suite.getAttribute("failures")).isEqualTo("2"); // the gate and t3
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(count(report, "testcase")).isEqualTo(6);
    assertThat(count(report, "failure")).isEqualTo(3); // two violations and t3
    assertThat(count(report, "flakyFailure")).isEqualTo(1);
    assertThat(count(report, "error")).isEqualTo(1);
    Element flaky = (Element) report.getElementsByTagName("flakyFailure").item(0);
    assertThat(flaky.getAttribute("message")).isEqualTo("run 2 of 3 scored 0");
    assertThat(((Element) flaky.getParentNode()).getAttribute("name")).isEqualTo("t2");
  }

  @Test
  void aGateThatHoldsIsAGreenTestReportThoughTasksFail() throws Exception {
    Document report = parsed(JUnitXml.of(verdict(List.of())));
    assertThat(report.getDocumentElement().getAttribute("failures")).isEqualTo("0");
    assertThat(report.getDocumentElement().getAttribute("errors")).isEqualTo("0");
    assertThat(count(report, "failure")).isZero();
    assertThat(count(report, "error")).isZero();
    NodeList skipped = report.getElementsByTagName("skipped");
    assertThat(skipped.getLength()).isEqualTo(3);
    assertThat(((Element) skipped.item(0)).getAttribute("message"))
        .isEqualTo("failed, which the gate tolerates; 0 of 3 runs passed (scores 0, 0.5, 0)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "en-US", "ru-RU", "ar-EG"})
  void theTestReportIsTheSameInEveryLocale(String locale) throws Exception {
    Locale before = Locale.getDefault();
    String expected = JUnitXml.of(verdict(NO));
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      assertThat(JUnitXml.of(verdict(NO))).isEqualTo(expected);
      assertThat(expected).contains("time=\"1200.750\"");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theTestReportHoldsXmlCharactersOnly() throws Exception {
    String xml = JUnitXml.of(verdict(NO));
    assertThat(xml.codePoints())
        .allMatch(c -> c == '\n' || c >= 0x20 && c != 0xFFFE && !(c >= 0xD800 && c <= 0xDFFF));
    Document report = parsed(xml);
    NodeList cases = report.getElementsByTagName("testcase");
    assertThat(((Element) cases.item(4)).getAttribute("name"))
        .startsWith("t4</testcase><x>&\"'\ufffd\ufffd[31m");
  }

  @Test
  void theSummaryIsInert(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("summary.md");
    GateReports.appendSummary(verdict(NO), file);
    GateReports.appendSummary(verdict(List.of()), file);
    String text = Files.readString(file);
    assertThat(text)
        .contains("### Collabgraph: small does not pass\n")
        .contains("### Collabgraph: small passes\n")
        .contains("| **no** | usd is 2, above the maximum 1. |\n")
        .contains("| ok | accuracy is 0.60, minimum 0.55 |\n")
        .contains("Flaky tasks (1): t2\n")
        .doesNotContain("<script")
        .doesNotContain("`a`")
        .doesNotContain("\u001b")
        .doesNotContain("\u0000");
    assertThat(text.lines().filter(line -> line.startsWith("|")))
        .allSatisfy(
            line -> assertThat(line.replace("\\|", "")).containsPattern("^\\|[^|]*\\|[^|]*\\|$"));
  }

  @Test
  void gitHubCommandsAreOneLineEachWhateverTheTextSays() {
    List<String> lines = GateReports.gitHub(verdict(NO), "src/collabgraph/a,b:c.yaml");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isEqualTo(
            "::error file=src/collabgraph/a%2Cb%3Ac.yaml,title=collabgraph small::usd is 2, above the maximum 1.");
    assertThat(lines.get(1)).doesNotContain("\n", "\u001b", "\u0000").contains("x%250A%0A|");
  }

  @Test
  void gitLabGetsOneIssueAViolation(@TempDir Path folder) throws Exception {
    Path file = GateReports.gitLab(verdict(NO), folder, "src/collabgraph/small.yaml");
    JsonNode issues = new ObjectMapper().readTree(file.toFile());
    assertThat(issues).hasSize(2);
    assertThat(issues.get(0).get("check_name").textValue()).isEqualTo("collabgraph-limit");
    assertThat(issues.get(0).get("location").get("path").textValue())
        .isEqualTo("src/collabgraph/small.yaml");
    assertThat(issues.get(0).get("fingerprint")).isNotEqualTo(issues.get(1).get("fingerprint"));
    assertThat(
            new ObjectMapper()
                .readTree(Files.readString(GateReports.gitLab(verdict(List.of()), folder, "x"))))
        .isEmpty();
  }
}
