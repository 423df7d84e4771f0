package dev.collabgraph.llm.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.cache.Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckTest {

  @TempDir Path folder;

  @Test
  void aModelIsAskedForOneTokenBeforeTheFirstCallAndNeverAgain() throws IOException {
    try (RawServer server = new RawServer(RawServer.completion("fine"));
        ModelClient client = Calls.open(new TestClockwork(), spec(server))) {
      List<CompletableFuture<Completion>> calls =
          IntStream.range(0, 20).mapToObj(i -> client.complete(Calls.request("Q", i))).toList();
      calls.forEach(CompletableFuture::join);

      assertThat(server.requests()).hasSize(21);
      assertThat(tokens(server.requests().get(0))).isEqualTo(1);
      assertThat(server.requests().get(0).body()).contains(ModelCheck.PROMPT);
      assertThat(server.requests().subList(1, 21)).allMatch(each -> tokens(each) > 1);
      ProviderStatistics counted = client.statistics().orElseThrow();
      assertThat(counted.checks()).isEqualTo(1);
      assertThat(counted.checkTokens()).isEqualTo(18);
      assertThat(counted.calls()).isEqualTo(20);
    }
  }

  @Test
  void oneThatIsNotThereEndsAllCallsBeforeAnyIsPaid() throws IOException {
    try (RawServer server =
            new RawServer(RawServer.reply(404, "", "{\"error\":{\"code\":\"model_not_found\"}}"));
        ModelClient client = Calls.open(new TestClockwork(), spec(server))) {
      assertThat(Calls.failure(client))
          .hasMessageContaining("one token")
          .hasMessageContaining("some-model");
      assertThat(Calls.failure(client).kind()).isEqualTo(Kind.FATAL);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void oneThatRefusesASingleTokenIsAskedForSixteen() throws IOException {
    RawServer.Script refuses =
        RawServer.reply(400, "", "{\"error\":{\"message\":\"max_tokens is too small\"}}");
    try (RawServer server = new RawServer(RawServer.inTurn(refuses, RawServer.completion("fine")));
        ModelClient client = Calls.open(new TestClockwork(), spec(server))) {
      assertThat(client.complete(Calls.request("Q", 0)).join().text()).isEqualTo("fine");
      assertThat(server.requests().stream().limit(2).map(ModelCheckTest::tokens))
          .containsExactly(1, ModelCheck.MORE_TOKENS);
    }
  }

  @Test
  void parametersThatEveryCallWouldBeRefusedForEndTheSearchAtOnce() throws IOException {
    try (RawServer server =
            new RawServer(
                RawServer.reply(400, "", "{\"error\":{\"message\":\"no temperature, please\"}}"));
        ModelClient client = Calls.open(new TestClockwork(), spec(server))) {
      ModelCallException failure = Calls.failure(client);
      assertThat(failure.kind()).isEqualTo(Kind.FATAL);
      assertThat(failure).hasMessageContaining("no temperature, please");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void whatMayPassIsLeftToTheCallsAndTheirRepetition() throws IOException {
    for (RawServer.Script passing :
        List.of(
            RawServer.reply(503, "", "{}"),
            RawServer.reply(429, "Retry-After: 1\r\n", "{}"),
            (request, out, socket) -> socket.close(),
            RawServer.reply(200, "", "{\"choices\":[]}"))) {
      try (RawServer server =
              new RawServer(RawServer.inTurn(passing, RawServer.completion("fine")));
          ModelClient client = Calls.open(new TestClockwork(), spec(server))) {
        assertThat(client.complete(Calls.request("Q", 0)).join().text()).isEqualTo("fine");
      }
    }
  }

  @Test
  void aRunThatTheCacheAnswersPaysForNoCheck() throws IOException {
    try (RawServer server = new RawServer(RawServer.completion("fine"))) {
      ask(server);
      int paid = server.requests().size();
      ask(server);
      assertThat(server.requests())
          .hasSize(paid + 1)
          .last()
          .matches(each -> each.line().startsWith("GET"));
    }
  }

  private void ask(RawServer server) {
    ModelProvider.Context context =
        new ModelProvider.Context() {
          @Override
          public Path baseDirectory() {
            return folder;
          }

          @Override
          public Optional<Secret> secret(String serverId) {
            return Optional.empty();
          }

          @Override
          public CacheSettings cache() {
            return CacheSettings.at(folder.resolve("cache"), CacheSettings.Mode.READ_WRITE);
          }
        };
    CompletionRequest request = Calls.request("Q", 0);
    var clients = Clients.open(List.of(spec(server)), List.of(request.model()), context);
    try {
      assertThat(clients.get("p").complete(request).join().text()).isEqualTo("fine");
    } finally {
      Clients.close(clients.values());
    }
  }

  private static ProviderSpec spec(RawServer server) {
    return Calls.spec(server.url(), "modelCheck", true);
  }

  private static int tokens(RawServer.Request request) {
    return Integer.parseInt(
        request.body().replaceAll("(?s).*\"max_tokens\"\\s*:\\s*(\\d+).*", "$1"));
  }
}
