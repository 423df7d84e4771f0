package dev.collabgraph.maven;

import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.ForwardProxy;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.suite.SuiteException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * What a build lends providers: the cache, the proxies of settings.xml, and the passwords of {@code
 * <server>} entries there, decrypted at the moment they are asked for. A key never is a parameter
 * of a goal, which {@code mvn -X} would print.
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

  /**
   * {@inheritDoc}
   *
   * <p>The first active proxy of settings.xml for the address's protocol; for https also one for
   * http, as Maven itself takes it. Hosts in {@code nonProxyHosts} are reached directly.
   *
   * @throws SuiteException if its password cannot be decrypted
   */
  @Override
  public Optional<ForwardProxy> proxy(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    Optional<Proxy> found = active(scheme);
    if (found.isEmpty() && scheme.equals("https")) {
      found = active("http");
    }
    return found
        .filter(proxy -> !direct(address.getHost(), proxy.getNonProxyHosts()))
        .map(this::usable);
  }

  private Optional<Proxy> active(String protocol) {
    return settings.getProxies().stream()
        .filter(proxy -> proxy.isActive() && protocol.equalsIgnoreCase(proxy.getProtocol()))
        .findFirst();
  }

  /** Whether a host is among patterns such as {@code localhost|*.example.org}. */
  static boolean direct(String host, String patterns) {
    if (patterns == null) {
      return false;
    }
    for (String pattern : patterns.split("[|,]")) {
      String expression =
          Arrays.stream(pattern.strip().split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      if (!pattern.isBlank()
          && Pattern.compile(expression, Pattern.CASE_INSENSITIVE).matcher(host).matches()) {
        return true;
      }
    }
    return false;
  }

  private ForwardProxy usable(Proxy stored) {
    if (stored.getUsername() == null || stored.getUsername().isBlank()) {
      return new ForwardProxy(stored.getHost(), stored.getPort(), null, null);
    }
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(stored));
    if (!result.getProblems().isEmpty()) {
      throw new SuiteException(
          "The password of proxy \"%s\" in settings.xml cannot be decrypted. Maybe run mvn --encrypt-password with the master password of this machine."
              .formatted(stored.getId()));
    }
    String password = result.getProxy().getPassword();
    return new ForwardProxy(
        stored.getHost(),
        stored.getPort(),
        stored.getUsername(),
        new Secret(password == null ? "" : password));
  }
}
