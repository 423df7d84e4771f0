package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufModelProviderTest {
  private static final ModelProvider PROVIDER = new GgufModelProvider();
  @TempDir Path folder;

  private Path unpack(String name, int bytes) throws IOException {
    try (InputStream in = EmbeddedModel.find("nano:s").orElseThrow().open()) {
      byte[] whole = in.readAllBytes();
      return Files.write(folder.resolve(name), Arrays.copyOf(whole, Math.min(bytes, whole.length)));
    }
  }

  private ModelClient open(Map<String, Object> options, String model) {
    return PROVIDER.open(
        Nano.provider(options), List.of(Nano.model(model, 0.7, 72)), Nano.context(folder));
  }

  @Test
  void isFoundByItsType() {
    assertThat(ServiceLoader.load(ModelProvider.class).stream().map(p -> p.get().type()))
        .contains("gguf");
    assertThat(PROVIDER.remote(Nano.provider(Map.of()))).isFalse();
  }

  @Test
  void describesAnEmbeddedModelFromItsFile() {
    ModelSpec model = PROVIDER.describe(Nano.provider(Map.of()), Nano.SMALL, Nano.context(folder));
    assertThat(model.architecture()).isEqualTo(new ModelSpec.Architecture(55_632, 3, 48));
    assertThat(model.rank()).isEqualTo(55_632);
  }

  @Test
  void whatTheSuiteSaysOfAModelStands() {
    ModelSpec.Architecture said = new ModelSpec.Architecture(1e9, 16, 2048);
    ModelSpec model =
        new ModelSpec(
            "m", "f", "local", "absent.gguf", said, null, ModelSpec.Sampling.defaults(), 7);
    assertThat(PROVIDER.describe(Nano.provider(Map.of()), model, Nano.context(folder)))
        .isSameAs(model);
  }

  @Test
  void modelsByPathAnswerLikeEmbeddedOnes() throws Exception {
    Assumptions.assumeTrue(Platform.current().built(), "no native library for this platform");
    Files.createDirectory(folder.resolve("models"));
    unpack("models/own model.gguf", Integer.MAX_VALUE);
    ModelSpec byName = Nano.model("own model.gguf", 0.7, 72);
    try (ModelClient embedded = Nano.open(Map.of("concurrency", 1), Nano.SMALL);
        ModelClient inFolder = open(Map.of("concurrency", 1, "path", "models"), byName.name());
        ModelClient asFile =
            open(Map.of("concurrency", 1, "path", "models/own model.gguf"), byName.name())) {
      String expected = Nano.ask(embedded, Nano.SMALL, "q 3+4\na ", 1).text();
      assertThat(Nano.ask(inFolder, byName, "q 3+4\na ", 1).text()).isEqualTo(expected);
      assertThat(Nano.ask(asFile, byName, "q 3+4\na ", 1).text()).isEqualTo(expected);
    }
  }

  @Test
  void aMissingFileIsRefusedWhenOpened() {
    assertThatThrownBy(() -> open(Map.of(), "absent.gguf"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.resolve("absent.gguf") + " does not exist");
  }

  @Test
  void aTruncatedFileIsRefusedBeforeNativeCodeSeesIt() throws IOException {
    unpack("cut.gguf", 50_000);
    assertThatThrownBy(() -> open(Map.of(), "cut.gguf"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cut.gguf is cut short: it has 50,000 bytes and needs at least");
  }

  @Test
  void anUnknownEmbeddedModelNamesTheArtifactThatHasSome() {
    assertThatThrownBy(() -> open(Map.of(), "nano:xxl"))
        .hasMessageContaining("no embedded model nano:xxl")
        .hasMessageContaining("dev.collabgraph:collabgraph-nano");
  }

  @Test
  void aPlatformWithoutABuildIsToldBeforehandAndRefusedWhenOpened() {
    ModelProvider elsewhere = new GgufModelProvider(() -> Platform.of("Linux", "riscv64"));
    String reason =
        "Provider type gguf has no native library for Linux on riscv64; there are builds";
    assertThat(elsewhere.unavailable(Nano.provider(Map.of())).orElseThrow()).startsWith(reason);
    assertThatThrownBy(
            () ->
                elsewhere.open(Nano.provider(Map.of()), List.of(Nano.SMALL), Nano.context(folder)))
        .hasMessageStartingWith(reason);
    ModelProvider here = new GgufModelProvider(() -> Platform.of("Linux", "amd64"));
    assertThat(here.unavailable(Nano.provider(Map.of()))).isEmpty();
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> open(Map.of("concurrency", 0), "nano:s"))
        .hasMessageContaining("concurrency");
    assertThatThrownBy(() -> open(Map.of("template", "jinja"), "nano:s"))
        .hasMessageContaining("one of raw, chat");
    assertThatThrownBy(() -> open(Map.of("contexts", 4), "nano:s"))
        .hasMessageContaining("did you mean \"context\"");
    assertThatThrownBy(() -> open(Map.of("timeoutSeconds", 0), "nano:s"))
        .hasMessageContaining("timeoutSeconds");
  }
}
