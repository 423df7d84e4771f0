package dev.collabgraph.report;

import dev.collabgraph.gate.TaskOutcome;
import dev.collabgraph.gate.TaskVerdict;
import dev.collabgraph.gate.Verdict;
import dev.collabgraph.gate.Violation;
import java.util.List;
import java.util.Locale;

/**
 * A verdict as Surefire's test report, the form of JUnit XML that most CI servers read: one test
 * case for the gate and one for each task; a task that passed in at least k of its n runs, but not
 * in all, has a {@code flakyFailure} for each run that failed.
 *
 * <p>The report is red exactly if the gate is: a task that fails while the gate holds is shown as
 * skipped, with the reason, since no suite is passed in full and servers count every failure as a
 * broken build.
 */
final class JUnitXml {
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<testsuite xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
          + " xsi:noNamespaceSchemaLocation=\"https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report-3.0.xsd\""
          + " version=\"3.0\" name=\"%s\" time=\"%s\" tests=\"%s\" errors=\"%s\" skipped=\"%s\" failures=\"%s\">\n";

  private final Verdict verdict;
  private final String name;
  private final StringBuilder cases = new StringBuilder();
  private int errors;
  private int skipped;
  private int failures;
  private double seconds;

  private JUnitXml(Verdict verdict) {
    this.verdict = verdict;
    this.name = "collabgraph." + verdict.suite();
  }

  /** The file's text: UTF-8, XML 1.0 characters only. */
  static String of(Verdict verdict) {
    return new JUnitXml(verdict).text();
  }

  private String text() {
    gate();
    verdict.tasks().forEach(this::task);
    return HEAD.formatted(
            Xml.attribute(name),
            time(seconds),
            1 + verdict.tasks().size(),
            errors,
            skipped,
            failures)
        + cases
        + "</testsuite>\n";
  }

  private void gate() {
    open("gate", 0);
    if (!verdict.passed()) {
      failures++;
    }
    for (Violation violation : verdict.violations()) {
      element(
          "failure",
          violation.message(),
          "collabgraph." + violation.kind().name().toLowerCase(Locale.ROOT),
          violation.text());
    }
    if (!verdict.measured().isEmpty()) {
      cases
          .append("    <system-out>")
          .append(Xml.text(String.join("\n", verdict.measured())))
          .append("</system-out>\n");
    }
    close();
  }

  private void task(TaskVerdict task) {
    TaskOutcome outcome = task.outcome();
    double time =
        outcome.latencies().stream()
            .filter(each -> !each.isNaN())
            .mapToDouble(Double::doubleValue)
            .sum();
    seconds += time;
    open(outcome.id(), time);
    String runs = runs(outcome);
    switch (task.status()) {
      case PASSED -> {}
      case FLAKY -> flaky(outcome);
      case QUARANTINED -> skip("in quarantine; " + runs);
      case FAILED -> {
        if (verdict.passed()) {
          skip("failed, which the gate tolerates; " + runs);
        } else {
          failures++;
          element(
              "failure", runs, task.broken() ? "collabgraph.broken" : "collabgraph.failed", runs);
        }
      }
      case INCONCLUSIVE -> {
        if (verdict.passed()) {
          skip("inconclusive; " + runs);
        } else {
          errors++;
          element("error", runs, "collabgraph.inconclusive", String.valueOf(outcome.failure()));
        }
      }
    }
    close();
  }

  private void flaky(TaskOutcome outcome) {
    List<Double> outcomes = outcome.outcomes();
    for (int run = 0; run < outcomes.size(); run++) {
      double score = outcomes.get(run);
      if (!Double.isNaN(score) && score < TaskOutcome.PASS) {
        String message = "run %s of %s scored %s".formatted(run + 1, outcomes.size(), plain(score));
        cases
            .append("    <flakyFailure message=\"")
            .append(Xml.attribute(message))
            .append("\" type=\"collabgraph.flaky\"><stackTrace>")
            .append(Xml.text(message))
            .append("</stackTrace></flakyFailure>\n");
      }
    }
  }

  /** {@code 1 of 3 runs passed (scores 1, 0, none)}. */
  private static String runs(TaskOutcome outcome) {
    List<String> scores = outcome.outcomes().stream().map(JUnitXml::plain).toList();
    return "%s of %s runs passed (scores %s)"
        .formatted(outcome.passes(), outcome.outcomes().size(), String.join(", ", scores));
  }

  private static String plain(double score) {
    return Double.isNaN(score)
        ? "none"
        : score == Math.rint(score) ? Long.toString((long) score) : Double.toString(score);
  }

  private void open(String testCase, double time) {
    cases
        .append("  <testcase name=\"")
        .append(Xml.attribute(testCase))
        .append("\" classname=\"")
        .append(Xml.attribute(name))
        .append("\" time=\"")
        .append(time(time))
        .append("\">\n");
  }

  private void close() {
    cases.append("  </testcase>\n");
  }

  private void skip(String message) {
    skipped++;
    cases.append("    <skipped message=\"").append(Xml.attribute(message)).append("\"/>\n");
  }

  private void element(String tag, String message, String type, String text) {
    cases
        .append("    <")
        .append(tag)
        .append(" message=\"")
        .append(Xml.attribute(message))
        .append("\" type=\"")
        .append(type)
        .append("\">")
        .append(Xml.text(text))
        .append("</")
        .append(tag)
        .append(">\n");
  }

  private static String time(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
