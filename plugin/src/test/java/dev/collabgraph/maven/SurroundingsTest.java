package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.suite.SuiteException;
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
                return null;
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
