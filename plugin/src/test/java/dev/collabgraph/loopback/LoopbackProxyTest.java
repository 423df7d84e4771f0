package dev.collabgraph.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackProxyTest {
  private final LoopbackServer server =
      LoopbackServer.withoutKey(List.of(new Reckoner("abacus-8b", 0.07)));
  private final LoopbackProxy proxy =
      new LoopbackProxy("models.test", URI.create(server.baseUrl()), "me", "secret");
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
          .build();

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  @Test
  void passesTheHostItKnowsOnToWhereItIs() throws Exception {
    HttpResponse<String> reply = get("models.test", "me:secret");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).contains("abacus-8b");
    assertThat(proxy.passed()).isEqualTo(1);
    assertThat(proxy.refused()).isZero();
  }

  @Test
  void sendsBackWhoeverHasNotItsPassword() throws Exception {
    assertThat(get("models.test", "me:other").statusCode()).isEqualTo(407);
    assertThat(get("models.test", null).statusCode()).isEqualTo(407);
    assertThat(proxy.passed()).isZero();
    assertThat(proxy.refused()).isEqualTo(2);
    assertThat(proxy.asked()).isEmpty();
  }

  @Test
  void knowsNoOtherHost() throws Exception {
    assertThat(get("elsewhere.test", "me:secret").statusCode()).isEqualTo(502);
    assertThat(proxy.asked()).containsExactly("elsewhere.test");
    assertThat(proxy.passed()).isZero();
  }

  private HttpResponse<String> get(String host, String credentials)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host + "/v1/models"));
    if (credentials != null) {
      request.header(
          "Proxy-Authorization",
          "Basic "
              + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
