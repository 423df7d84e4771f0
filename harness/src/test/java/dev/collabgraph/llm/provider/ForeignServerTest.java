package dev.collabgraph.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.transport.Calls;
import dev.collabgraph.testing.NpmPackage;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The provider {@code openai} against a server that this project did not write. */
@Timeout(150)
@RequiresTool({Tool.NODE, Tool.NPM})
class ForeignServerTest {
  private static final String SERVER = "mock-openai-api@1.0.3";
  private static final String MODEL = "mock-gpt-thinking";

  @Test
  void callsAreAnsweredAndErrorsUnderstood() throws Exception {
    Path folder = NpmPackage.install(SERVER);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process node =
        new ProcessBuilder(
                Tool.NODE.find().orElseThrow().toString(),
                folder.resolve("node_modules/mock-openai-api/dist/cli.js").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader log =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
      awaitStarted(log);
      ask("http://127.0.0.1:" + port + "/v1");
    } finally {
      node.destroyForcibly();
      node.waitFor();
    }
  }

  private static void awaitStarted(BufferedReader log) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      if (line.contains("/v1/chat/completions")) {
        return;
      }
    }
    throw new AssertionError("The server did not start: " + said);
  }

  private static void ask(String baseUrl) {
    ProviderSpec spec =
        new ProviderSpec("foreign", "openai", Map.of("baseUrl", baseUrl, "concurrency", 8));
    try (ModelClient client =
        ModelProviders.find("openai").open(spec, List.of(model(MODEL)), Calls.CONTEXT)) {
      client.preflight().join();
      List<CompletableFuture<Completion>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        calls.add(client.complete(request(MODEL, i)));
      }
      for (CompletableFuture<Completion> call : calls) {
        Completion completion = call.join();
        assertThat(completion.text()).isNotBlank();
        assertThat(completion.inputTokens()).isPositive();
        assertThat(completion.outputTokens()).isPositive();
        assertThat(completion.finish()).isEqualTo(Completion.Finish.STOP);
      }
      assertThat(client.statistics().orElseThrow().completed()).isEqualTo(40);
      assertThat(client.statistics().orElseThrow().failed()).isZero();
      assertThatThrownBy(() -> client.complete(request("nobody", 0)).join())
          .hasMessageContaining("Model 'nobody' does not exist");
    }
  }

  private static ModelSpec model(String name) {
    return new ModelSpec(name, name, "foreign", name, null, null, ModelSpec.Sampling.defaults(), 0);
  }

  private static CompletionRequest request(String model, int index) {
    return new CompletionRequest(
        model(model),
        "What is 6 * 7?",
        0,
        index,
        new CompletionRequest.Context("t", "assistant", List.of()));
  }
}
