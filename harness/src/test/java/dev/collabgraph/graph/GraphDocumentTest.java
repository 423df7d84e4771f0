package dev.collabgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.CollaborationGraph.Edge;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.GraphDocument.Cost;
import dev.collabgraph.graph.GraphDocument.Equality;
import dev.collabgraph.graph.GraphDocument.Provider;
import dev.collabgraph.graph.ModelSpec.Architecture;
import dev.collabgraph.graph.ModelSpec.Price;
import dev.collabgraph.graph.ModelSpec.Sampling;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphDocumentTest {
  private static final Role ASSISTANT =
      new Role("assistant", Role.Kind.CALL, "{{question}}", "line 1\n\"2\"", 0, 9, 4);
  private static final Role FUSER =
      new Role("fuser", Role.Kind.CALL, null, "\u0444 {{#inputs}}", 1, Role.UNLIMITED, 0);
  private static final Role VOTE =
      new Role("vote", Role.Kind.VOTE, null, null, 3, Role.UNLIMITED, 0);
  private static final ModelSpec SMALL =
      new ModelSpec(
          "llama-1b",
          "llama",
          "local",
          "llama3.2:1b",
          new Architecture(1e9, 16, 2048),
          new Price(0.05, 0.08),
          new Sampling(0.7, 512, 0.95, List.of("\n\n", "END")),
          1e9);
  private static final ModelSpec BARE =
      new ModelSpec("gpt", "gpt", "cloud", "gpt-x", null, null, Sampling.defaults(), 0);

  private static GraphDocument document() {
    CollaborationGraph graph =
        CollaborationGraph.of(
            List.of(
                new Node("n0", "assistant", "llama-1b"),
                new Node("n1", "assistant", "llama-1b"),
                new Node("n2", "fuser", "gpt"),
                new Node("n3", "vote", null)),
            List.of(
                new Edge("n0", "n2"),
                new Edge("n0", "n3"),
                new Edge("n1", "n3"),
                new Edge("n2", "n3")),
            "n3");
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("baseUrl", "http://localhost:11434");
    options.put("concurrency", 4L);
    options.put("temperature", 0.5f);
    options.put("large", 1L << 40);
    options.put("larger", BigInteger.TWO.pow(70));
    options.put("flag", true);
    options.put("none", null);
    options.put("nested", Map.of("list", List.of(1, 2.5, "x")));
    return new GraphDocument(
        "math",
        graph,
        new Cost("flops", 17.3),
        List.of(ASSISTANT, FUSER, VOTE),
        List.of(SMALL, BARE),
        Map.of("local", new Provider("ollama", options), "cloud", new Provider("openai", Map.of())),
        new Equality("numeric", Map.of("tolerance", 1e-6)),
        Map.of("graph", graph.digest(), "suite", "ab12"));
  }

  @Test
  void whatWasWrittenReadsBackEqualAndIsWrittenTheSameAgain() {
    String json = document().toJson();
    GraphDocument read = GraphDocument.parse(json, "f");
    assertThat(read).isEqualTo(document());
    assertThat(read.toJson()).isEqualTo(json);
    assertThat(read.graph().digest()).isEqualTo(document().graph().digest());
    assertThat(read.usedModels()).containsExactly("llama-1b", "gpt");
    assertThat(read.roleOf(read.graph().node(3))).isEqualTo(VOTE);
  }

  @Test
  void randomGraphsReadBackEqual() {
    SplittableRandom random = new SplittableRandom(81);
    for (int round = 0; round < 60; round++) {
      CollaborationGraph graph =
          RandomGraphs.draw(random, 1 + random.nextInt(60), random.nextDouble(), 2, 2);
      List<Role> roles =
          List.of("r0", "r1").stream()
              .map(name -> new Role(name, Role.Kind.CALL, "p", "q", 0, Role.UNLIMITED, 0))
              .toList();
      List<ModelSpec> models =
          List.of("m0", "m1").stream()
              .map(id -> new ModelSpec(id, id, "p", id, null, null, Sampling.defaults(), 0))
              .toList();
      GraphDocument document =
          GraphDocument.of(
              "s", graph, new Cost("calls", graph.size()), roles, models, Map.of(), null, Map.of());
      assertThat(GraphDocument.parse(document.toJson(), "f")).isEqualTo(document);
    }
  }

  /** Sealed: fields may be added at the end of an object, none may change. */
  @ParameterizedTest
  @ValueSource(strings = {"und", "en-US", "ru-RU", "ar-EG", "tr-TR"})
  void versionOneIsSealedUnderEveryLocale(String locale) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      Map<String, Provider> providers = new LinkedHashMap<>();
      providers.put("local", new Provider("ollama", Map.of("concurrency", 4)));
      providers.put("cloud", new Provider("openai", Map.of()));
      GraphDocument small =
          GraphDocument.of(
              "math",
              document().graph(),
              new Cost("flops", 17.25),
              document().roles(),
              document().models(),
              providers,
              new Equality("numeric", Map.of()),
              Map.of("suite", "ab12", "graph", "cd34"));
      assertThat(small.toJson()).isEqualTo(SEALED);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static final String SEALED =
      """
      {
        "formatVersion": 1,
        "suite": "math",
        "sink": "n3",
        "nodes": [
          {"id":"n0","role":"assistant","model":"llama-1b"},
          {"id":"n1","role":"assistant","model":"llama-1b"},
          {"id":"n2","role":"fuser","model":"gpt"},
          {"id":"n3","role":"vote"}
        ],
        "edges": [
          ["n0","n2"],
          ["n0","n3"],
          ["n1","n3"],
          ["n2","n3"]
        ],
        "cost": {"metric":"flops","units":17.25},
        "roles": {
          "assistant": {"kind":"call","prompt":"{{question}}","promptWithInputs":"line 1\\n\\"2\\"","minInputs":0,"maxInputs":9,"topK":4},
          "fuser": {"kind":"call","promptWithInputs":"ф {{#inputs}}","minInputs":1},
          "vote": {"kind":"vote","minInputs":3}
        },
        "models": {
          "llama-1b": {"family":"llama","provider":"local","name":"llama3.2:1b","params":1.0E9,"layers":16,"hidden":2048,"price":{"input":0.05,"output":0.08},"temperature":0.7,"maxTokens":512,"topP":0.95,"stop":["\\n\\n","END"],"rank":1.0E9},
          "gpt": {"family":"gpt","provider":"cloud","name":"gpt-x","temperature":0.7,"maxTokens":1024,"rank":0.0}
        },
        "providers": {
          "local": {"type":"ollama","options":{"concurrency":4}},
          "cloud": {"type":"openai","options":{}}
        },
        "equality": {"type":"numeric","options":{}},
        "digests": {
          "graph": "cd34",
          "suite": "ab12"
        }
      }
      """;

  @Test
  void onlyWhatTheGraphUsesIsKept() {
    GraphDocument single =
        GraphDocument.of(
            "math",
            CollaborationGraph.single("assistant", "llama-1b"),
            new Cost("flops", 1),
            List.of(ASSISTANT, FUSER, VOTE),
            List.of(SMALL, BARE),
            document().providers(),
            null,
            Map.of());
    assertThat(single.roles()).containsExactly(ASSISTANT);
    assertThat(single.models()).containsExactly(SMALL);
    assertThat(single.providers()).containsOnlyKeys("local");
  }

  @Test
  void keysNeverEnterTheFile() {
    Provider provider =
        new Provider(
            "openai",
            Map.of(
                "apiKey",
                "sk-canary",
                "headers",
                Map.of("Authorization", "Bearer sk-canary", "X-Api-Key", "sk-canary", "X-Org", "o"),
                "apiKeyVariable",
                "OPENAI_KEY",
                "list",
                List.of(Map.of("password", "sk-canary"))));
    assertThat(provider.toString()).doesNotContain("sk-canary").contains("X-Org", "OPENAI_KEY");
  }

  // ---- refusals ----

  private static void refused(String from, String to, String... parts) {
    String json = document().toJson();
    assertThat(json).contains(from);
    assertThatThrownBy(() -> GraphDocument.parse(json.replace(from, to), "best.graph.json"))
        .isInstanceOf(InvalidGraphException.class)
        .hasMessageStartingWith("best.graph.json")
        .hasMessageContainingAll(parts);
  }

  @Test
  void unknownRolesModelsAndProvidersAreNamedWithTheNode() {
    refused(
        "\"role\":\"fuser\"",
        "\"role\":\"fusor\"",
        "Node \"n2\" has role \"fusor\"",
        "mean \"fuser\"?");
    refused(
        "\"model\":\"gpt\"", "\"model\":\"gtp\"", "Node \"n2\" has model \"gtp\"", "mean \"gpt\"?");
    refused("\"cloud\": {", "\"clout\": {", "Node \"n2\"", "provider \"cloud\"", "\"clout\"");
  }

  @Test
  void brokenGraphsAreNamedWithTheirNodes() {
    refused("[\"n0\",\"n2\"]", "[\"n0\",\"n9\"]", "\"n9\", which is not a node");
    refused("[\"n0\",\"n2\"]", "[\"n3\",\"n2\"]", "cycle: \"n2\" -> \"n3\" -> \"n2\"");
    refused("[\"n1\",\"n3\"]", "[\"n0\",\"n1\"]", "\"n1\" has no successor");
    refused("\"sink\": \"n3\"", "\"sink\": \"n7\"", "\"n7\" is not a node");
    refused("[\"n0\",\"n2\"]", "[\"n0\"]", "expected [from, to]");
    refused("[\"n0\",\"n2\"]", "[\"n0\",2]", "edges[0]", "expected a list of texts");
  }

  @Test
  void nodesThatDoNotFitTheirRoleAreNamed() {
    refused("[\"n0\",\"n2\"],\n", "\n", "Node \"n2\" has 0 inputs", "takes 1 or more");
    refused("\"role\":\"vote\"", "\"role\":\"vote\",\"model\":\"gpt\"", "Node \"n3\" is a vote");
    refused(",\"model\":\"gpt\"", "", "Node \"n2\" has role \"fuser\"", "names none");
    refused("\"equality\"", "\"somethingNew\"", "Node \"n3\" is a vote, but equality is missing");
  }

  @Test
  void anotherVersionIsRefusedAndNewKeysAreNotUnlessMisspelt() {
    refused("\"formatVersion\": 1", "\"formatVersion\": 2", "formatVersion 2", "reads 1 to 1");
    refused("\"formatVersion\": 1", "\"formatVersion\": 0", "formatVersion 0");
    refused("\"formatVersion\": 1", "\"formatVersion\": \"1\"", "expected a whole number");
    refused("\"topK\":4", "\"topk\":4", "roles.assistant", "mean \"topK\"?");
    String json = document().toJson().replaceFirst("\"suite\"", "\"latencySeconds\": 3, \"suite\"");
    assertThat(GraphDocument.parse(json, "f")).isEqualTo(document());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"units\":17.3 | \"units\":\"17.3\" | cost.units is \"17.3\", expected a number",
        "\"units\":17.3 | \"units\":-1 | cost.units is -1.0",
        "\"units\":17.3 | \"units\":1e999 | cost.units",
        "\"layers\":16 | \"layers\":1.5 | models.llama-1b.layers is 1.5, expected a whole number",
        "\"layers\":16 | \"layers\":0 | layers is 0",
        "\"temperature\":0.7,\"maxTokens\":512 | \"maxTokens\":512 | temperature is missing",
        "\"kind\":\"vote\" | \"kind\":\"poll\" | expected call or vote",
        "\"suite\": \"math\" | \"suite\": null | suite is null, expected a text",
        "\"stop\":[\"\\n\\n\",\"END\"] | \"stop\":[1] | models.llama-1b.stop is [1]",
      })
  void valuesOfTheWrongKindAreNamedWithTheirPath(String from, String to, String message) {
    refused(from, to, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"formatVersion\":1}{}",
        "{\"a\":1,\"a\":2}",
        "nul",
        "{\"a\":NaN}"
      })
  void whatIsNotADocumentIsRefusedWithItsName(String json) {
    assertThatThrownBy(() -> GraphDocument.parse(json, "best.graph.json"))
        .isInstanceOf(InvalidGraphException.class)
        .hasMessageStartingWith("best.graph.json");
  }

  @Test
  void deepAndLongInputIsRefused() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String longText = "{\"suite\":\"" + "x".repeat(2 << 20) + "\"}";
    String manyNodes =
        "{\"formatVersion\":1,\"suite\":\"s\",\"sink\":\"v0\",\"edges\":[],\"nodes\":[";
    StringBuilder nodes = new StringBuilder(manyNodes);
    for (int v = 0; v < 5_000; v++) {
      nodes.append(v == 0 ? "" : ",").append("{\"id\":\"v").append(v).append("\",\"role\":\"r\"}");
    }
    nodes.append("]}");
    for (String json : List.of(deep, longText, nodes.toString(), " ".repeat(17 << 20))) {
      assertThatThrownBy(() -> GraphDocument.parse(json, "f"))
          .isInstanceOf(InvalidGraphException.class)
          .extracting(Throwable::getMessage)
          .satisfies(message -> assertThat(message.toString()).hasSizeLessThan(400));
    }
  }

  // ---- files ----

  @Test
  void filesAreWrittenInOneStepWithFoldersAndReadBack(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a b/(c)/math.graph.json");
    document().write(file);
    document().write(file);
    assertThat(GraphDocument.read(file)).isEqualTo(document());
    assertThat(Files.readString(file)).endsWith("}\n").doesNotContain("\r");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void missingAndBrokenFilesAreNamed(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("none.graph.json");
    assertThatThrownBy(() -> GraphDocument.read(missing))
        .isInstanceOf(InvalidGraphException.class)
        .hasMessageContaining("There is no graph file " + missing);
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'{', (byte) 0xE9, '}'});
    assertThatThrownBy(() -> GraphDocument.read(latin)).hasMessage(latin + " is not UTF-8.");
    byte[] blanks = new byte[GraphDocument.LARGEST + 1];
    Arrays.fill(blanks, (byte) ' ');
    Path large = Files.write(folder.resolve("large"), blanks);
    assertThatThrownBy(() -> GraphDocument.read(large)).hasMessageContaining("bytes, expected");
    assertThatThrownBy(() -> GraphDocument.read(folder)).isInstanceOf(InvalidGraphException.class);
  }

  @Test
  void optionsThatJsonCannotHoldAreRefused() {
    assertThatThrownBy(() -> new Provider("p", Map.of("x", Double.NaN)))
        .hasMessageContaining("\"x\" is NaN");
    assertThatThrownBy(() -> new Equality("p", Map.of("x", new ArrayList<>(List.of(Path.of("a"))))))
        .hasMessageContaining("Option \"x\"");
  }
}
