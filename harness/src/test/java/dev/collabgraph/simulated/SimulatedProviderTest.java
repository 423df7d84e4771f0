package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedProviderTest {
  private static final SimulatedProvider PROVIDER = new SimulatedProvider();

  private static ProviderSpec spec(Map<String, Object> options) {
    return new ProviderSpec("sim", "simulated", options);
  }

  private static void open(Map<String, Object> options, String model) {
    try (ModelClient client =
        PROVIDER.open(
            spec(options),
            List.of(SimulatedClientTest.model(model)),
            SimulatedClientTest.NOTHING)) {
      assertThat(client).isNotNull();
    }
  }

  private static ModelSpec describe(ModelSpec model, Map<String, Object> options) {
    return PROVIDER.describe(spec(options), model, SimulatedClientTest.NOTHING);
  }

  @Test
  void providerIsFoundAsAServiceAndStaysOnTheMachine() {
    assertThat(ServiceLoader.load(ModelProvider.class).stream().map(p -> p.get().type()))
        .contains("simulated");
    assertThat(PROVIDER.remote(spec(Map.of()))).isFalse();
  }

  @Test
  void knownModelsAreDescribed() {
    ModelSpec described = describe(SimulatedClientTest.model("llama-3b"), Map.of());
    assertThat(described.architecture()).isEqualTo(new ModelSpec.Architecture(3e9, 28, 3072));
    assertThat(described.knownPrice()).isPresent();
    assertThat(described.rank()).isEqualTo(3e9);
  }

  @Test
  void whatTheSuiteSaysStands() {
    ModelSpec declared =
        new ModelSpec(
            "a",
            "f",
            "sim",
            "llama-3b",
            new ModelSpec.Architecture(1, 2, 3),
            new ModelSpec.Price(4, 5),
            ModelSpec.Sampling.defaults(),
            6);
    assertThat(describe(declared, Map.of())).isEqualTo(declared);
  }

  @Test
  void landscapeMayBringModelsOfItsOwn() {
    Map<String, Object> own = new java.util.TreeMap<>();
    own.put("family", "fern");
    own.put("params", 2e9);
    own.put("layers", 20);
    own.put("hidden", 2048);
    for (String key :
        List.of(
            "inputPrice",
            "outputPrice",
            "latencyBase",
            "latencyPerInputToken",
            "latencyPerOutputToken",
            "ability",
            "confidence")) {
      own.put(key, 0.5);
    }
    own.put("context", 1000);
    Map<String, Object> options = Map.of("landscape", Map.of("models", Map.of("fern-2b", own)));
    open(options, "fern-2b");
    assertThat(describe(SimulatedClientTest.model("fern-2b"), options).architecture())
        .isEqualTo(new ModelSpec.Architecture(2e9, 20, 2048));
    own.remove("ability");
    assertThatThrownBy(() -> open(options, "fern-2b")).hasMessageContaining("ability");
  }

  @Test
  void overrideChangesAnswers() {
    Map<String, Object> hopeless = Map.of("tasks", Map.of("slope", 0.01));
    assertThat(Pools.load("math", hopeless).tasks().slope()).isEqualTo(0.01);
    assertThat(Pools.load("math", hopeless).tasks().trap())
        .isEqualTo(Pools.load("math", Map.of()).tasks().trap());
  }

  @Test
  void seventyBillionIsInThePoolsNamedSo() {
    for (String pool : List.of("math", "mmlu", "humaneval")) {
      assertThat(Pools.load(pool, Map.of()).models()).doesNotContainKey("llama-70b");
      PoolConstants with = Pools.load(pool + "-with-70b", Map.of());
      assertThat(with.models()).containsKey("llama-70b");
      assertThat(with.reading()).isEqualTo(Pools.load(pool, Map.of()).reading());
    }
  }

  @Test
  void unknownOptionIsNamed() {
    assertThatThrownBy(() -> open(Map.of("noiseSed", 1), "llama-3b"))
        .hasMessageContaining("noiseSed")
        .hasMessageContaining("did you mean \"noiseSeed\"?");
  }

  @Test
  void unknownConstantIsNamed() {
    assertThatThrownBy(
            () -> open(Map.of("landscape", Map.of("reading", Map.of("fatige", 0.5))), "llama-3b"))
        .hasMessageContaining("\"fatige\"")
        .hasMessageContaining("landscape.reading")
        .hasMessageContaining("did you mean \"fatigue\"?");
    assertThatThrownBy(() -> open(Map.of("landscape", Map.of("readin", Map.of())), "llama-3b"))
        .hasMessageContaining("\"readin\"")
        .hasMessageContaining("did you mean \"reading\"?");
  }

  @Test
  void constantOutOfRangeIsNamedWithItsValue() {
    assertThatThrownBy(
            () -> open(Map.of("landscape", Map.of("tasks", Map.of("slope", -1))), "llama-3b"))
        .hasMessageContaining("tasks.slope is -1.0")
        .hasMessageContaining("expected");
  }

  @Test
  void landscapeThatIsNoMapIsRefused() {
    assertThatThrownBy(() -> open(Map.of("landscape", "math"), "llama-3b"))
        .hasMessageContaining("providers.sim.landscape is math");
    assertThatThrownBy(() -> open(Map.of("landscape", Map.of("models", 3)), "llama-3b"))
        .hasMessageContaining("landscape.models is 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama-2b", "", "gpt"})
  void unknownModelIsRefusedBeforeAnyCall(String name) {
    ModelSpec model =
        new ModelSpec("m", "f", "sim", name, null, null, ModelSpec.Sampling.defaults(), 0);
    assertThatThrownBy(
            () -> PROVIDER.open(spec(Map.of()), List.of(model), SimulatedClientTest.NOTHING))
        .hasMessageContaining("\"" + name + "\"")
        .hasMessageContaining("llama-3b");
  }

  @Test
  void noiseSeedMustBeWhole() {
    assertThatThrownBy(() -> open(Map.of("noiseSeed", 1.5), "llama-3b"))
        .hasMessageContaining("noiseSeed is the number 1.5");
  }
}
