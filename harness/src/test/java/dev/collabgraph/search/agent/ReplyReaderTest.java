package dev.collabgraph.search.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyReaderTest {
  static final String STAR =
      """
      {"reason": "small ones first", "graphs": [{"groups": [
        {"id": "a", "count": 4, "role": "assistant", "model": "llama-1b"},
        {"id": "sink", "role": "fuser", "model": "llama-3b", "inputs": ["a"]}]}]}
      """;

  @TempDir Path directory;

  @Test
  void groupsBecomeNodesAndEdges() {
    ReplyReader.Advice advice = new ReplyReader(space("free")).read(STAR);

    CollaborationGraph graph = advice.graphs().get(0).likely();
    assertThat(advice.reason()).isEqualTo("small ones first");
    assertThat(graph.size()).isEqualTo(5);
    assertThat(graph.inDegree(graph.sink())).isEqualTo(4);
    assertThat(graph.node(graph.sink()).model()).isEqualTo("llama-3b");
  }

  @Test
  void wordsAroundTheObjectDoNoHarm() {
    String reply = "Certainly! Here you are:\n```json\n" + STAR + "```\nGood luck.";

    assertThat(new ReplyReader(space("free")).read(reply).graphs()).hasSize(1);
  }

  /** 400 draws; a share of 0.7 is found within 0.1 with more than four standard errors to spare. */
  @Test
  void probabilitiesAreThoseSampled() {
    SearchSpace space = space("free");
    Blueprint blueprint =
        new ReplyReader(space)
            .read(
                """
                {"graphs": [{"groups": [
                  {"id": "a", "role": "assistant", "model": {"llama-1b": 0.7, "llama-3b": 0.3}},
                  {"id": "b", "role": "assistant", "model": "llama-1b"},
                  {"id": "s", "role": "assistant", "model": "llama-3b",
                   "inputs": {"a": 1, "b": 0.6}}]}]}
                """)
            .graphs()
            .get(0);
    Steering steering = new Steering(space);
    SplittableRandom random = new SplittableRandom(11);
    int small = 0;
    int both = 0;
    for (int i = 0; i < 400; i++) {
      CollaborationGraph drawn = steering.draw(blueprint, 1e-6, random);
      both += drawn.size() == 3 ? 1 : 0;
      small += drawn.node(0).model().equals("llama-1b") ? 1 : 0;
      assertThat(space.costs().cost(drawn)).isLessThanOrEqualTo(space.limit());
    }
    assertThat(both / 400.0).isBetween(0.5, 0.7);
    assertThat(small / 400.0).isBetween(0.6, 0.8);
  }

  static Stream<Arguments> invalid() {
    String sink = "{\"id\": \"s\", \"role\": \"assistant\", \"model\": \"llama-1b\"%s}";
    return Stream.of(
        Arguments.of("I cannot help with that.", "no JSON object"),
        Arguments.of(STAR.substring(0, STAR.length() - 30), "not valid JSON"),
        Arguments.of("{\"graphs\": []}", "a list of 1 to 32 graphs"),
        Arguments.of("{\"graphs\": 3}", "graphs is 3"),
        Arguments.of("{\"reason\": 1, \"graphs\": [1]}", "reason is 1"),
        Arguments.of(STAR.replace("\"reason\"", "\"system\""), "unknown key \"system\""),
        Arguments.of(STAR.replace("llama-3b", "gpt-9"), "one of llama-1b, llama-3b, llama-8b"),
        Arguments.of(STAR.replace("fuser", "root"), "one of assistant"),
        Arguments.of(STAR.replace("[\"a\"]", "[\"z\"]"), "has \"z\", expected ids of earlier"),
        Arguments.of(STAR.replace("[\"a\"]", "[\"sink\"]"), "has \"sink\""),
        Arguments.of(STAR.replace("[\"a\"]", "{\"a\": 1.5}"), "a number from 0 to 1"),
        Arguments.of(STAR.replace("[\"a\"]", "{\"a\": NaN}"), "not valid JSON"),
        Arguments.of(STAR.replace("[\"a\"]", "{\"a\": 1e999}"), "a number from 0 to 1"),
        Arguments.of(STAR.replace("\"llama-3b\"", "{\"llama-3b\": 0.2}"), "sums to 0.2"),
        Arguments.of(STAR.replace("\"count\": 4", "\"count\": 0"), "count is 0"),
        Arguments.of(STAR.replace("\"count\": 4", "\"count\": 1000000000000"), "count is 1000"),
        Arguments.of(STAR.replace("\"count\": 4", "\"count\": 17"), "units, expected at most 18"),
        Arguments.of(STAR.replace("\"count\": 4", "\"count\": 4, \"count\": 2"), "Duplicate"),
        Arguments.of(STAR.replace("[\"a\"]", "[]"), "has 0 inputs"),
        Arguments.of(STAR.replace("\"sink\"", "\"a\""), "no other group has"),
        Arguments.of(
            "{\"graphs\": [{\"groups\": [" + sink.formatted(", \"count\": 2") + "]}]}",
            "the last group is the sink"),
        Arguments.of(STAR + "{}", "not valid JSON"),
        Arguments.of("{\"reason\":" + "[".repeat(5000), "no JSON object"),
        Arguments.of("{\"reason\":" + "[".repeat(500) + "]".repeat(500) + "}", "not valid JSON"),
        Arguments.of("{\"reason\": \"" + "x".repeat(200_000) + "\"}", "letters, expected at most"));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void nothingIsTakenFromAReplyThatIsNotWhollyValid(String reply, String reason) {
    ReplyReader reader = new ReplyReader(space("free"));

    assertThatThrownBy(() -> reader.read(reply))
        .isInstanceOf(InvalidReplyException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aGraphOutsideTheTopologyIsRefused() {
    ReplyReader reader = new ReplyReader(space("chain"));

    assertThatThrownBy(() -> reader.read(STAR))
        .hasMessageContaining("topology of this search (chain");
  }

  private SearchSpace space(String topology) {
    SuiteDefinition suite =
        Suites.load(directory, Suites.yaml("math", 18), Map.of("search.topology", topology));
    return Suites.context(directory, suite).space();
  }
}
