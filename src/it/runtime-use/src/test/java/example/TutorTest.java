package example;

import static dev.collabgraph.assertions.GraphAssertions.assertThatGraph;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.collabgraph.runtime.NoAnswerException;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TutorTest {
  private static final Path GRAPH = Path.of("src/collabgraph/vote.graph.json");

  private static OpenAiChatModel model(String key) {
    return OpenAiChatModel.builder()
        .baseUrl(System.getProperty("loopback.url"))
        .apiKey(key)
        .maxRetries(0)
        .build();
  }

  @Test
  void theGraphAnswersThroughAChatModel() {
    try (Tutor tutor = new Tutor(GRAPH, model("canary-7f3a91"))) {
      assertEquals(
          "69",
          tutor.answer(
              "Emil has 38 marbles. Emil hands 2 marbles to each of 3 children. Then Emil buys 37 more. How many marbles does Emil have now?"));
    }
  }

  @Test
  void aRefusedKeyIsNoAnswer() {
    try (Tutor tutor = new Tutor(GRAPH, model("wrong"))) {
      NoAnswerException none =
          assertThrows(NoAnswerException.class, () -> tutor.answer("How many?"));
      assertTrue(none.getMessage().contains("Incorrect API key"), none.getMessage());
    }
  }

  @Test
  void theCommittedGraphIsGoodEnough() {
    assertThatGraph(Path.of("src/collabgraph/small.graph.json"))
        .onSuite(Path.of("src/collabgraph/small.yaml"))
        .scoresAtLeast(Double.parseDouble(System.getProperty("least")));
  }
}
