package dev.collabgraph.llm.transport;

import static dev.collabgraph.llm.transport.Calls.failure;
import static dev.collabgraph.llm.transport.Calls.request;
import static dev.collabgraph.llm.transport.Calls.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ForwardProxy;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS faults against real handshakes, with certificates made for the test. */
@Timeout(300)
class TlsTest {
  private static final String PASSWORD = "changeit";
  @TempDir static Path folder;

  /** A key store with a self-signed certificate for the given names. */
  private static Path keyStore(String file, String names) throws Exception {
    Path path = folder.resolve(file);
    if (!Files.exists(path)) {
      run(
          "-genkeypair",
          "-alias",
          "a",
          "-keyalg",
          "EC",
          "-dname",
          "CN=test",
          "-ext",
          "san=" + names,
          "-validity",
          "2",
          "-storetype",
          "PKCS12",
          "-keystore",
          path.toString(),
          "-storepass",
          PASSWORD);
    }
    return path;
  }

  private static Path pem(Path keyStore) throws Exception {
    byte[] certificate = load(keyStore).getCertificate("a").getEncoded();
    return Files.writeString(
        Path.of(keyStore + ".pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n");
  }

  private static KeyStore load(Path keyStore) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static RawServer server(Path keyStore, boolean clientCertificate) throws Exception {
    KeyStore store = load(keyStore);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", store.getCertificate("a"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    listener.setNeedClientAuth(clientCertificate);
    return new RawServer(listener, RawServer.completion("safe"));
  }

  private static ModelClient open(ProviderSpec spec) {
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
          public Optional<Secret> environment(String variable) {
            return variable.equals("STORE_PASSWORD")
                ? Optional.of(new Secret(PASSWORD))
                : Optional.empty();
          }
        };
    return Calls.open(new TestClockwork(), spec, context);
  }

  private static String url(RawServer server) {
    return "https://127.0.0.1:" + server.port() + "/v1";
  }

  @Test
  void selfSignedCertificateIsFatalAndNamesTheHost() throws Exception {
    try (RawServer server = server(keyStore("ip.p12", "ip:127.0.0.1"), false);
        ModelClient client = open(spec(url(server)))) {
      ModelCallException failure = failure(client);
      assertThat(failure.fatal()).isTrue();
      assertThat(failure).hasMessageContaining("no trusted TLS connection to host \"127.0.0.1\"");
      assertThat(server.connections()).isEqualTo(1);
      assertThat(client.preflight().handle((v, t) -> t).join().getCause())
          .hasMessageContaining("no trusted TLS connection");
    }
  }

  @Test
  void certificateOfAnotherHostIsFatal() throws Exception {
    Path store = keyStore("other.p12", "dns:other.example");
    try (RawServer server = server(store, false);
        ModelClient client = open(spec(url(server), Tls.TRUST, pem(store).toString()))) {
      ModelCallException failure = failure(client);
      assertThat(failure.fatal()).isTrue();
      assertThat(failure).hasMessageContaining("no trusted TLS connection to host \"127.0.0.1\"");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void ownTrustStoreIsUsed() throws Exception {
    Path store = keyStore("ip.p12", "ip:127.0.0.1");
    for (ProviderSpec spec :
        List.of(
            spec("x", Tls.TRUST, pem(store).toString()),
            spec("x", Tls.TRUST, "ip.p12", Tls.TRUST_PASSWORD, "STORE_PASSWORD"))) {
      try (RawServer server = server(store, false);
          ModelClient client = open(at(server, spec))) {
        assertThat(client.complete(request("q", 0)).join().text()).isEqualTo("safe");
      }
    }
  }

  @Test
  void clientCertificateIsShown() throws Exception {
    Path store = keyStore("ip.p12", "ip:127.0.0.1");
    ProviderSpec trusting = spec("x", Tls.TRUST, pem(store).toString());
    ProviderSpec known =
        spec(
            "x",
            Tls.TRUST,
            pem(store).toString(),
            Tls.KEY,
            "ip.p12",
            Tls.KEY_PASSWORD,
            "STORE_PASSWORD");
    try (RawServer server = server(store, true);
        ModelClient stranger = open(at(server, trusting));
        ModelClient friend = open(at(server, known))) {
      assertThat(friend.complete(request("q", 0)).join().text()).isEqualTo("safe");
      assertThat(failure(stranger).kind())
          .isIn(ModelCallException.Kind.FATAL, ModelCallException.Kind.TRANSPORT);
    }
  }

  private static ProviderSpec at(RawServer server, ProviderSpec spec) {
    java.util.Map<String, Object> options = new java.util.LinkedHashMap<>(spec.options());
    options.put("baseUrl", url(server));
    return new ProviderSpec(spec.id(), spec.type(), options);
  }

  @Test
  void aProxyTunnelsToTheHostWhoseCertificateIsChecked() throws Exception {
    Path store = keyStore("proxied.p12", "dns:" + TestProxy.HOST);
    try (RawServer server = server(store, false);
        TestProxy proxy = new TestProxy(server.port(), null)) {
      Tunnel.main(Integer.toString(proxy.port()), pem(store).toString(), "open");

      assertThat(proxy.lines())
          .isNotEmpty()
          .containsOnly("CONNECT " + TestProxy.HOST + ":443 HTTP/1.1");
    }
  }

  /** Java sends a password for a tunnel only if it was told so when it started. */
  @Test
  void aProxyWithAPasswordTunnelsInAJavaThatMaySendIt() throws Exception {
    Path store = keyStore("proxied.p12", "dns:" + TestProxy.HOST);
    try (RawServer server = server(store, false);
        TestProxy proxy = new TestProxy(server.port(), "Basic dXNlcjpwQHNzOndvcmQ=")) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djdk.http.auth.tunneling.disabledSchemes=",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Tunnel.class.getName(),
                  Integer.toString(proxy.port()),
                  pem(store).toString(),
                  "user")
              .redirectErrorStream(true)
              .start();
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as(said).isZero();
      assertThat(server.requests())
          .hasSize(1)
          .allSatisfy(each -> assertThat(each.head()).doesNotContainIgnoringCase("proxy"));
    }
  }

  /** Asks through a proxy: its port, the trusted certificate, and whether it wants a password. */
  static final class Tunnel {
    private Tunnel() {}

    public static void main(String... args) {
      boolean user = args[2].equals("user");
      ForwardProxy proxy =
          new ForwardProxy(
              "127.0.0.1",
              Integer.parseInt(args[0]),
              user ? "user" : null,
              user ? new Secret("p@ss:word") : null);
      ProviderSpec spec = spec("https://" + TestProxy.HOST, Tls.TRUST, args[1]);
      try (ModelClient client =
          ModelProviders.find(spec.type())
              .open(
                  spec,
                  List.of(Calls.model(ModelSpec.Sampling.defaults())),
                  ForwardProxyTest.behind(proxy))) {
        String text = client.complete(request("q", 0)).join().text();
        if (!text.equals("safe")) {
          throw new IllegalStateException(text);
        }
      }
    }
  }

  @Test
  void storeThatCannotBeReadIsRefused() {
    assertThatThrownBy(() -> open(spec("https://h/v1", Tls.TRUST, "missing.p12")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "Provider \"p\": trustStore is \"missing.p12\", expected a store that can be read");
  }
}
