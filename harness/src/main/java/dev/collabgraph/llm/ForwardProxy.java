package dev.collabgraph.llm;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * An HTTP proxy between this machine and a provider. Requests over https go through a tunnel
 * (CONNECT), so the proxy sees neither key nor prompt; over http it sees both.
 *
 * @param host name or address of the proxy
 * @param port 1 to 65535
 * @param user null if the proxy asks for none
 * @param password null exactly if there is no user
 */
public record ForwardProxy(String host, int port, String user, Secret password) {
  private static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

  public ForwardProxy {
    Objects.requireNonNull(host, "host");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port is " + port + ", expected 1 to 65535.");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("A proxy has a user and a password, or neither.");
    }
  }

  ProxySelector selector() {
    return ProxySelector.of(InetSocketAddress.createUnresolved(host, port));
  }

  /** The value of {@code Proxy-Authorization}; null without a user. */
  String authorization() {
    return user == null
        ? null
        : "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Java sends no password to a proxy for a tunnel unless it is told that it may.
   *
   * @throws IllegalArgumentException if it is not, saying how to
   */
  void refuseUnusable(ProviderSpec spec, Endpoint endpoint) {
    if (user == null || !endpoint.uri().getScheme().equalsIgnoreCase("https")) {
      return;
    }
    String disabled = System.getProperty(DISABLED, "Basic");
    if (Arrays.stream(disabled.split(","))
        .anyMatch(each -> each.strip().equalsIgnoreCase("Basic"))) {
      throw new IllegalArgumentException(
          ("Provider \"%s\": proxy %s:%s wants a password, which Java does not send for https by"
                  + " itself. Add -D%s= to .mvn/jvm.config or to MAVEN_OPTS.")
              .formatted(spec.id(), host, port, DISABLED));
    }
  }
}
