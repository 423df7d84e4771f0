package dev.collabgraph.maven;

import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.suite.SuiteException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * What a build lends providers: the cache, and the passwords of {@code <server>} entries in
 * settings.xml, decrypted at the moment they are asked for. A key never is a parameter of a goal,
 * which {@code mvn -X} would print.
 *
 * @param baseDirectory folder of the suite file
 * @param settings of this build, passwords still encrypted
 * @param cache where answers are kept
 */
record Surroundings(
    Path baseDirectory, Settings settings, SettingsDecrypter decrypter, CacheSettings cache)
    implements ModelProvider.Context {

  /**
   * {@inheritDoc}
   *
   * @throws SuiteException if the entry is there but has no password or one that cannot be
   *     decrypted
   */
  @Override
  public Optional<Secret> secret(String serverId) {
    Server server = settings.getServer(serverId);
    if (server == null) {
      return Optional.empty();
    }
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    if (!result.getProblems().isEmpty()) {
      throw new SuiteException(
          "The password of server \"%s\" in settings.xml cannot be decrypted. Maybe run mvn --encrypt-password with the master password of this machine."
              .formatted(serverId));
    }
    String password = result.getServer().getPassword();
    if (password == null || password.isBlank()) {
      throw new SuiteException(
          "Server \"%s\" in settings.xml has no password. Add: <password>the key</password>"
              .formatted(serverId));
    }
    return Optional.of(new Secret(password));
  }
}
