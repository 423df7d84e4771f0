package dev.collabgraph.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.transport.Calls;
import dev.collabgraph.llm.transport.HttpReply;
import dev.collabgraph.llm.transport.MalformedReplyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bodies of many servers are read as what they are: completions, refusals, or something else. */
class ReplyCorpusTest {
  private final OpenAiCodec codec = new OpenAiCodec("http://localhost/v1", false, true, null);

  @Test
  void everyBodyIsWhatItIs() throws IOException {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    String body = "";
    for (String line : corpus()) {
      String value = line.length() < 2 ? "" : line.substring(2);
      if (line.startsWith("@")) {
        body = value.replace('⏎', '\n');
      } else if (line.startsWith("=")) {
        cases++;
        String outcome = outcome(body);
        if (!outcome.equals(value)) {
          wrong.add(body + " gave " + outcome + ", not " + value);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases).isGreaterThan(90);
  }

  private static List<String> corpus() throws IOException {
    try (InputStream in = ReplyCorpusTest.class.getResourceAsStream("fresh-replies.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private String outcome(String body) {
    HttpReply reply = new HttpReply(200, Map.of(), body.getBytes(StandardCharsets.UTF_8), 0.1);
    try {
      Completion answer = codec.decode(Calls.request("q", 0), reply);
      return answer.finish().name().toLowerCase(Locale.ROOT)
          + " \""
          + answer.text().replace("\0", "\\u0000")
          + '"'
          + (answer.thinking() == null ? "" : " ~\"" + answer.thinking() + '"')
          + (answer.inputTokens() < 0 && answer.outputTokens() < 0
              ? ""
              : " #" + answer.inputTokens() + "/" + answer.outputTokens());
    } catch (MalformedReplyException malformed) {
      return malformed.fault().name().toLowerCase(Locale.ROOT);
    }
  }
}
