package dev.collabgraph.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.distribution.SlotOrder;
import dev.collabgraph.distribution.Topology;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteLoaderTest {
  @TempDir Path folder;

  private SuiteDefinition load(String text) {
    return SuiteFiles.load(folder, text);
  }

  @Test
  void minimalFileGetsTheDocumentedDefaults() {
    SuiteDefinition suite = load(SuiteFiles.MINIMAL);
    assertThat(suite.name()).isEqualTo("arithmetic");
    assertThat(suite.splits()).isEqualTo(new SuiteDefinition.Splits(200, 100, 400, 1));
    assertThat(suite.roles()).extracting(Role::name).containsExactly("assistant", "fuser", "vote");
    assertThat(suite.roles().get(1).minInputs()).isEqualTo(1);
    assertThat(suite.roles().get(2).minInputs()).isEqualTo(3);
    ModelSpec model = suite.models().get(0);
    assertThat(model)
        .isEqualTo(
            new ModelSpec(
                "small",
                "small",
                "local",
                "small:1b",
                null,
                null,
                ModelSpec.Sampling.defaults(),
                0));
    SuiteDefinition.SearchSpec search = suite.search();
    assertThat(search.strategy()).isEqualTo("agent-reinforce");
    assertThat(search.metric()).isEqualTo("flops");
    assertThat(search.units()).isEqualTo(18);
    assertThat(search.objective()).isEqualTo(Map.of("accuracy", 1.0));
    assertThat(search.topology()).isEqualTo(Topology.free());
    assertThat(search.slots()).isZero();
    assertThat(search.slotOrder()).isEqualTo(SlotOrder.FIXED);
    assertThat(search.agent()).isEqualTo("rules");
    assertThat(search.iterations()).isEqualTo(10);
    assertThat(search.graphsPerIteration()).isEqualTo(8);
    assertThat(search.tasksPerGraph()).isEqualTo(20);
    assertThat(search.finalists()).isEqualTo(5);
    assertThat(search.seed()).isEqualTo(1);
    assertThat(suite.spend().capped()).isFalse();
    assertThat(suite.tasks().inputTokens()).isNull();
    assertThat(suite.tasks().options()).isEqualTo(Map.of("path", "tasks.jsonl"));
    assertThat(suite.providers().get("local").options())
        .isEqualTo(Map.of("baseUrl", "http://localhost:1"));
  }

  @Test
  void fullFileIsReadAsWritten() {
    SuiteDefinition suite =
        load(
            """
            suite: full
            tasks: {format: csv, path: a.csv, fields: [level], inputTokens: 60, outputTokens: 120.5}
            splits: {search: 20, validation: 10, test: 40, seed: 7}
            scorer: {type: numeric, tolerance: 0.01}
            roles:
              critic: {minInputs: 1, maxInputs: 4, topK: 2, promptWithInputs: "{{level}} {{#inputs}}{{text}}{{/inputs}}"}
              vote: null
              assistant: {prompt: "Q: {{question}}"}
            providers: {local: {type: ollama, concurrency: 4}, cloud: {type: openai, headers: {a: b}}}
            models:
              - {id: llama-1b, family: llama, provider: local, name: x, params: 1.0e9, layers: 16, hidden: 2048,
                 price: {input: 0.05, output: 0.08}, temperature: 0, maxTokens: 512, topP: 0.9, stop: ["END"]}
              - {id: big, provider: cloud, rank: 3}
            search:
              strategy: random
              budget: {metric: usd, units: 42.5}
              objective: {accuracy: 1.0, latencySeconds: -0.01}
              topology: {shape: layered, maxDepth: 3, maxWidth: 5, maxInDegree: 4, sink: {role: assistant, model: big, minInputs: 1}}
              slots: 12
              slotOrder: learned
              agent: big
              iterations: 3
              seed: -9
              options: {learningRate: 0.1}
            spend: {calls: 20000, usd: 5.00, minutes: 30}
            """);
    assertThat(suite.roles())
        .extracting(Role::name)
        .containsExactly("critic", "assistant", "fuser");
    assertThat(suite.roles().get(0).topK()).isEqualTo(2);
    assertThat(suite.roles().get(1).prompt()).isEqualTo("Q: {{question}}");
    assertThat(suite.roles().get(1).promptWithInputs()).contains("{{#inputs}}");
    ModelSpec first = suite.models().get(0);
    assertThat(first.architecture()).isEqualTo(new ModelSpec.Architecture(1e9, 16, 2048));
    assertThat(first.rank()).isEqualTo(1e9);
    assertThat(first.price()).isEqualTo(new ModelSpec.Price(0.05, 0.08));
    assertThat(first.sampling()).isEqualTo(new ModelSpec.Sampling(0, 512, 0.9, List.of("END")));
    assertThat(suite.search().topology())
        .isEqualTo(new Topology(Topology.Shape.LAYERED, 3, 5, 4, "assistant", "big", 1));
    assertThat(suite.search().objective())
        .containsEntry("latencySeconds", -0.01)
        .containsEntry("accuracy", 1.0);
    assertThat(suite.search().slots()).isEqualTo(12);
    assertThat(suite.search().seed()).isEqualTo(-9);
    assertThat(suite.search().strategyOptions()).isEqualTo(Map.of("learningRate", 0.1));
    assertThat(suite.spend()).isEqualTo(new SuiteDefinition.Spend(20_000L, 5.0, 30.0));
    assertThat(suite.providers().get("cloud").options())
        .isEqualTo(Map.of("headers", Map.of("a", "b")));
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "units: 18 | unitz: 18 | Unknown key \"unitz\" in search.budget, did you mean \"units\"?",
        "units: 18 | units: 18 | ok",
        "units: 18 | units: 0.5 | search.budget.units is the number 0.5, expected a number from 1 to 1000000.",
        "units: 18 | units: .nan | search.budget.units is the text \".nan\", expected a number from 1",
        "units: 18 | units: many | search.budget.units is the text \"many\", expected a number from 1",
        "units: 18 | metric: flop, units: 18 | search.budget.metric is the text \"flop\", expected one of flops, usd, tokens, calls. (",
        "units: 18 | metric: flops | search.budget.units is missing.",
        "scorer: {type: numeric} | scorer: {type: numerik} | scorer.type is the text \"numerik\", expected one of",
        "scorer: {type: numeric} | scorer: {type: numeric, tolerence: 1} | Unknown key \"tolerence\" in scorer, did you mean \"tolerance\"?",
        "scorer: {type: numeric} | scorer: {type: numeric, tolerance: -1} | scorer.tolerance is the number -1, expected a number from 0 up.",
        "scorer: {type: numeric} | scoring: 1 | Unknown key \"scoring\", did you mean \"scorer\"?",
        "format: jsonl | format: jsnol | tasks.format is the text \"jsnol\", expected one of csv, gsm8k",
        "path: tasks.jsonl | path: 7 | tasks.path is the number 7, expected a text.",
        "path: tasks.jsonl | file: tasks.jsonl | Unknown key \"file\" in tasks",
        "path: tasks.jsonl | path: t, fields: [question] | no field named \"question\"",
        "suite: arithmetic | suite: ../evil | The suite \"../evil\" is no valid name",
        "suite: arithmetic | suite: 12 | suite is the number 12, expected a text. ",
        "id: small | id: small, temperature: 3 | models[0].temperature is the number 3, expected a number from 0 to 2.",
        "id: small | id: small, provider: cloud | models[0].provider is the text \"cloud\", expected a declared provider: local.",
        "id: small | id: small, params: 1e9 | models[0].layers is missing.",
        "id: small | id: small, maxTokens: 0 | models[0].maxTokens is the number 0, expected a whole number from 1",
        "id: small | id: \"\" | models[0].id is the text \"\", expected a text that is not blank.",
        "id: small | name2: small | Unknown key \"name2\" in models[0], did you mean \"name\"?",
        "type: openai, | | providers.local.type is missing.",
        "budget: {units: 18} | seed: 1 | search.budget is missing.",
        "search: | search:~  iterations: 0 | search.iterations is the number 0, expected a whole number from 1 to 1000000.",
        "search: | search:~  agent: gpt | search.agent is the text \"gpt\", expected one of rules, small.",
        "search: | search:~  topology: round | search.topology is the text \"round\", expected one of free, chain, tree, layered, star.",
        "search: | search:~  topology: {sink: {role: judge}} | search.topology.sink.role is the text \"judge\", expected one of assistant, fuser, vote.",
        "search: | search:~  slots: some | search.slots is the text \"some\", expected auto or a whole number from 1 to 4096.",
        "search: | search:~  objective: {accurracy: 1} | Unknown key \"accurracy\" in search.objective, did you mean \"accuracy\"?",
        "search: | spend: {calls: 0}~search: | spend.calls is the number 0, expected a whole number from 1",
        "search: | splits: {search: 0}~search: | splits.search is the number 0, expected a whole number from 1",
        "search: | roles: {judge: null}~search: | roles.judge is empty, expected a map",
        "search: | roles: {vote: {prompt: hi}}~search: | Role \"vote\" is a vote and asks no model",
        "search: | roles: {assistant: null, fuser: null}~search: | No role can stand without inputs",
        "search: | roles: {assistant: {prompt: \"{{qestion}}\"}}~search: | Role \"assistant\": the template names {{qestion}}, which is unknown here. Did you mean {{question}}? Known: question, inputs; inside inputs: text, index, model.",
        "search: | roles: {assistant: {prompt: \"{{text}}\"}}~search: | {{text}}, which is unknown here. It is known inside {{#inputs}}...{{/inputs}} only.",
        "search: | roles: {assistant: {prompt: \"{{#inputs}}\"}}~search: | Role \"assistant\": the template is not valid",
        "search: | roles: {fuser: {promptWithInputs: \"x\"}}~search: | promptWithInputs never shows its inputs.",
        "search: | roles: {fuser: {prompt: \"{{question}}\"}}~search: | roles.fuser.prompt is the text \"{{question}}\", expected none",
        "search: | roles: {fuser: {minInputs: 3, maxInputs: 2}}~search: | roles.fuser.maxInputs is the number 2, expected a whole number from 3",
      })
  void wrongValueIsOneErrorWithItsPlace(String from, String to, String message) {
    String replaced = to == null ? "" : to.replace("~", "\n");
    String text = SuiteFiles.MINIMAL.replace(from, replaced);
    if (message.equals("ok")) {
      assertThat(load(text)).isNotNull();
      return;
    }
    assertThatThrownBy(() -> load(text))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining(message)
        .hasMessageMatching("(?s).*suite\\.yaml:[0-9]+:[0-9]+.*");
  }

  @Test
  void placeIsTheLineAndColumnOfTheKey() {
    assertThatThrownBy(() -> load(SuiteFiles.MINIMAL.replace("budget:", "bugdet:")))
        .hasMessageContaining("did you mean \"budget\"?")
        .hasMessageContaining("suite.yaml:8:3)");
    assertThatThrownBy(() -> load(SuiteFiles.MINIMAL.replace("units: 18", "units: x")))
        .hasMessageContaining("suite.yaml:8:19)")
        .hasMessageContaining("Maybe write: units: 18");
  }

  @Test
  void missingFileSaysWhereItWasLookedFor() {
    Path file = folder.resolve("none.yaml");
    assertThatThrownBy(() -> SuiteLoader.load(file, Map.of()))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("none.yaml does not exist");
  }

  @Test
  void emptyListOfModelsIsRefused() {
    String text =
        SuiteFiles.MINIMAL.replace("models:\n  - {id: small, name: \"small:1b\"}", "models: []");
    assertThatThrownBy(() -> load(text)).hasMessageContaining("models is an empty list");
  }

  @Test
  void twoModelsWithOneIdAreRefusedWithBothPlaces() {
    String model = "  - {id: small, name: \"small:1b\"}\n";
    assertThatThrownBy(() -> load(SuiteFiles.MINIMAL.replace(model, model + model)))
        .hasMessageContaining("Two models have the id \"small\", here and at")
        .hasMessageContaining("suite.yaml:6:10")
        .hasMessageContaining("suite.yaml:7:10");
  }

  @Test
  void overridesReachEveryKindOfValue() {
    SuiteDefinition suite =
        SuiteFiles.load(
            folder,
            SuiteFiles.MINIMAL.replace("id: small", "id: small.1b"),
            Map.of(
                "search.budget.units", "42",
                "models.small.1b.temperature", "0.2",
                "models.0.maxTokens", "9",
                "splits.seed", "5",
                "search.topology", "{shape: tree, maxDepth: 2}",
                "roles.assistant.prompt", "{{question}} Answer: now",
                "providers.local.baseUrl", "http://localhost:2",
                "search.objective", "{accuracy: 2}"));
    assertThat(suite.search().units()).isEqualTo(42);
    assertThat(suite.models().get(0).sampling().temperature()).isEqualTo(0.2);
    assertThat(suite.models().get(0).sampling().maxTokens()).isEqualTo(9);
    assertThat(suite.splits().seed()).isEqualTo(5);
    assertThat(suite.search().topology().maxDepth()).isEqualTo(2);
    assertThat(suite.roles().get(0).prompt()).isEqualTo("{{question}} Answer: now");
    assertThat(suite.providers().get("local").options())
        .containsEntry("baseUrl", "http://localhost:2");
    assertThat(suite.search().objective()).containsEntry("accuracy", 2.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search.bugdet.units | 4 | Unknown key \"bugdet\" in search, did you mean \"budget\"?",
        "search.budget.units | none | search.budget.units is the text \"none\", expected a number",
        "models.large.id | x | names no item of the list, expected an index from 0 to 0 or one of [small].",
        "suite.name | x | reaches into suite, which is the text \"arithmetic\" and holds no keys.",
        "search..units | 4 | names no key",
      })
  void wrongOverrideNamesItsProperty(String path, String value, String message) {
    assertThatThrownBy(() -> SuiteFiles.load(folder, SuiteFiles.MINIMAL, Map.of(path, value)))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("-Dcollabgraph.set." + path);
  }
}
