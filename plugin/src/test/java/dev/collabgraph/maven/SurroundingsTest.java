package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.ForwardProxy;
import dev.collabgraph.suite.SuiteException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {

  @Test
  void lendsTheDecryptedPasswordAndNeverPrintsIt() {
    Surroundings secrets = secrets("{cipher}", "clear", List.of());
    assertThat(secrets.secret("llm").orElseThrow().reveal()).isEqualTo("clear");
    assertThat(secrets.secret("llm").orElseThrow()).hasToString("***");
    assertThat(secrets.secret("other")).isEmpty();
  }

  @Test
  void refusesEntriesWithoutPasswordOrWithOneThatCannotBeDecrypted() {
    assertThatThrownBy(() -> secrets(null, null, List.of()).secret("llm"))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("Server \"llm\" in settings.xml has no password.");
    SettingsProblem problem =
        new DefaultSettingsProblem(
            "bad master password", SettingsProblem.Severity.ERROR, "", 0, 0, null);
    assertThatThrownBy(() -> secrets("{cipher}", "{cipher}", List.of(problem)).secret("llm"))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("cannot be decrypted")
        .hasMessageNotContaining("{cipher}");
  }

  @Test
  void proxiesAreChosenByProtocolAndOnlyIfActive() {
    Settings settings = new Settings();
    settings.addProxy(proxy("old", "http", false));
    settings.addProxy(proxy("plain", "http", true));
    Surroundings plain = surroundings(settings);
    assertThat(plain.proxy(URI.create("http://a")).orElseThrow().host()).isEqualTo("plain");
    assertThat(plain.proxy(URI.create("https://a")).orElseThrow().host()).isEqualTo("plain");
    assertThat(plain.proxy(URI.create("https://LLM.inside.example"))).isEmpty();

    settings.addProxy(proxy("safe", "https", true));
    Surroundings both = surroundings(settings);
    assertThat(both.proxy(URI.create("https://a")).orElseThrow().host()).isEqualTo("safe");
    assertThat(both.proxy(URI.create("http://a")).orElseThrow().host()).isEqualTo("plain");
    assertThat(surroundings(new Settings()).proxy(URI.create("http://a"))).isEmpty();
  }

  @Test
  void thePasswordOfAProxyIsDecryptedAndNeverPrinted() {
    Settings settings = new Settings();
    Proxy stored = proxy("plain", "http", true);
    stored.setUsername("me");
    stored.setPassword("{cipher}");
    settings.addProxy(stored);

    ForwardProxy proxy = surroundings(settings).proxy(URI.create("http://a")).orElseThrow();

    assertThat(proxy.user()).isEqualTo("me");
    assertThat(proxy.password().reveal()).isEqualTo("clear");
    assertThat(proxy).asString().doesNotContain("clear", "cipher");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost|*.example.org, true",
    "llm.example.org, localhost|*.example.org, true",
    "example.org, *.example.org, false",
    "10.1.2.3, 10.*, true",
    "a.b, 'x, A.B', true",
    "axb, a.b, false",
    "host, '', false",
  })
  void someHostsAreReachedDirectly(String host, String patterns, boolean direct) {
    assertThat(Surroundings.direct(host, patterns)).isEqualTo(direct);
  }

  private static Proxy proxy(String host, String protocol, boolean active) {
    Proxy proxy = new Proxy();
    proxy.setId(host);
    proxy.setHost(host);
    proxy.setPort(3128);
    proxy.setProtocol(protocol);
    proxy.setActive(active);
    proxy.setNonProxyHosts("localhost|*.inside.example");
    return proxy;
  }

  private static Surroundings surroundings(Settings settings) {
    SettingsDecrypter decrypter = secrets("{cipher}", "clear", List.of()).decrypter();
    return new Surroundings(Path.of("."), settings, decrypter, CacheSettings.off());
  }

  private static Surroundings secrets(
      String stored, String decrypted, List<SettingsProblem> problems) {
    Settings settings = new Settings();
    settings.addServer(server(stored));
    SettingsDecrypter decrypter =
        request ->
            new SettingsDecryptionResult() {
              @Override
              public Server getServer() {
                return server(decrypted);
              }

              @Override
              public List<Server> getServers() {
                return List.of(getServer());
              }

              @Override
              public Proxy getProxy() {
                Proxy proxy = new Proxy();
                proxy.setPassword(decrypted);
                return proxy;
              }

              @Override
              public List<Proxy> getProxies() {
                return List.of();
              }

              @Override
              public List<SettingsProblem> getProblems() {
                return problems;
              }
            };
    return new Surroundings(Path.of("."), settings, decrypter, CacheSettings.off());
  }

  private static Server server(String password) {
    Server server = new Server();
    server.setId("llm");
    server.setPassword(password);
    return server;
  }
}
