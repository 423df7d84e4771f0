package dev.collabgraph.llm.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ForwardProxy;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tunnels for https are in {@link TlsTest}. */
class ForwardProxyTest {
  private static final String AUTHORIZATION = "Basic dXNlcjpwQHNzOndvcmQ="; // user:p@ss:word

  @Test
  void callsGoThroughTheProxyWhichAloneKnowsTheHost() throws IOException {
    try (RawServer server = new RawServer(RawServer.completion("by proxy"));
        TestProxy proxy = new TestProxy(server.port(), null)) {
      assertThat(ask("http://" + TestProxy.HOST, without(proxy))).isEqualTo("by proxy");

      assertThat(proxy.lines())
          .containsOnly("POST http://" + TestProxy.HOST + "/chat/completions HTTP/1.1");
    }
  }

  @Test
  void thePasswordIsForTheProxyAndNeverReachesTheProvider() throws IOException {
    try (RawServer server = new RawServer(RawServer.completion("by proxy"));
        TestProxy proxy = new TestProxy(server.port(), AUTHORIZATION)) {
      assertThat(ask("http://" + TestProxy.HOST, with(proxy))).isEqualTo("by proxy");

      assertThat(server.requests())
          .hasSize(1)
          .allSatisfy(each -> assertThat(each.head().toLowerCase()).doesNotContain("proxy"));
      assertThat(with(proxy)).asString().doesNotContain("p@ss");
    }
  }

  @Test
  void aProxyThatWantsAPasswordEndsTheSearchWithAHint() throws IOException {
    try (RawServer server = new RawServer(RawServer.completion("by proxy"));
        TestProxy proxy = new TestProxy(server.port(), AUTHORIZATION)) {
      assertThatThrownBy(() -> ask("http://" + TestProxy.HOST, without(proxy)))
          .cause()
          .isInstanceOf(ModelCallException.class)
          .hasMessageContaining("407")
          .hasMessageContaining("proxy in settings.xml");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aServerOnThisMachineIsAskedDirectly() throws IOException {
    try (RawServer server = new RawServer(RawServer.completion("direct"));
        TestProxy proxy = new TestProxy(server.port(), null)) {
      assertThat(ask(server.url(), without(proxy))).isEqualTo("direct");
      assertThat(proxy.lines()).isEmpty();
    }
  }

  @Test
  void httpsWithAPasswordIsRefusedBeforeAnythingIsSpentUnlessJavaMaySendIt() {
    ForwardProxy proxy = new ForwardProxy("proxy", 3128, "user", new Secret("p@ss"));

    assertThatThrownBy(() -> ask("https://" + TestProxy.HOST, proxy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-Djdk.http.auth.tunneling.disabledSchemes= to .mvn/jvm.config")
        .hasMessageNotContaining("p@ss");
  }

  private static ForwardProxy without(TestProxy proxy) {
    return new ForwardProxy("127.0.0.1", proxy.port(), null, null);
  }

  private static ForwardProxy with(TestProxy proxy) {
    return new ForwardProxy("127.0.0.1", proxy.port(), "user", new Secret("p@ss:word"));
  }

  private static String ask(String url, ForwardProxy proxy) {
    CompletionRequest request = Calls.request("Q", 0);
    ProviderSpec spec = Calls.spec(url, "retries", 0);
    try (ModelClient client =
        ModelProviders.find("openai").open(spec, List.of(request.model()), behind(proxy))) {
      return client.complete(request).join().text();
    }
  }

  /** Surroundings with a proxy for every address. */
  static ModelProvider.Context behind(ForwardProxy proxy) {
    return new ModelProvider.Context() {
      @Override
      public Path baseDirectory() {
        return Path.of("");
      }

      @Override
      public Optional<Secret> secret(String serverId) {
        return Optional.empty();
      }

      @Override
      public Optional<ForwardProxy> proxy(URI address) {
        return Optional.of(proxy);
      }
    };
  }
}
