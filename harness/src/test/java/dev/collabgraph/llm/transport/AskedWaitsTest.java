package dev.collabgraph.llm.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers of many makes ask for is read as they mean it. */
class AskedWaitsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"asked-waits.txt, 130", "fresh-waits.txt, 130"})
  void everyReplyOfTheCorpusIsUnderstood(String corpus, int atLeast) throws IOException {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (String line : lines(corpus)) {
      if (line.startsWith("#")) {
        continue;
      }
      cases++;
      String[] parts = line.split("\\|", -1);
      String outcome = outcome(reply(parts[0].strip(), parts[1], parts[2].strip()));
      if (!outcome.equals(expected(parts[3].strip()))) {
        wrong.add(line + " gave " + outcome);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases).isGreaterThan(atLeast);
  }

  private static List<String> lines(String corpus) throws IOException {
    try (InputStream in = AskedWaitsTest.class.getResourceAsStream(corpus)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static HttpReply reply(String status, String headers, String body) {
    Map<String, List<String>> values = new HashMap<>();
    for (String header : headers.split(";;")) {
      int colon = header.indexOf(':');
      if (colon > 0) {
        values.put(
            header.substring(0, colon).strip(), List.of(header.substring(colon + 1).strip()));
      }
    }
    return new HttpReply(
        Integer.parseInt(status), values, body.getBytes(StandardCharsets.UTF_8), 0.1);
  }

  private static String outcome(HttpReply reply) {
    Verdict verdict =
        new FailureClassifier(null, model -> "It is not there").status(reply, "m", NOW);
    if (verdict.retry() == Verdict.Retry.NEVER) {
      return "never";
    }
    return verdict.asked() == null ? "backoff" : verdict.asked().toString();
  }

  private static String expected(String outcome) {
    return Character.isDigit(outcome.charAt(0))
        ? Duration.ofNanos(Math.round(Double.parseDouble(outcome) * 1e9)).toString()
        : outcome;
  }

  @ParameterizedTest
  @CsvSource({
    "1d, 86400000",
    "1.5h, 5400000",
    "2m 5s, 125000",
    "500us, 0.5",
    "3µs, 0.003",
    "7ns, 0.000007"
  })
  void durationsAreRead(String text, double millis) {
    assertThat(WaitText.duration(text)).contains(Duration.ofNanos(Math.round(millis * 1e6)));
  }

  @Test
  void longTextsAreNoTimes() {
    String digits = "1".repeat(100_000);
    assertThat(WaitText.number(digits, 1)).isEmpty();
    assertThat(WaitText.reset(digits + "s", NOW)).isEmpty();
    assertThat(WaitText.date(digits, NOW)).isEmpty();
  }
}
