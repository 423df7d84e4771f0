package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.ForwardProxy;
import dev.collabgraph.llm.ProviderSpec;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** How requests go through a proxy, and whether Java lets them. */
final class ProxyRoute {
  private static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

  private ProxyRoute() {}

  static ProxySelector selector(ForwardProxy proxy) {
    return ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
  }

  /** The value of {@code Proxy-Authorization}; null without a user. */
  static String authorization(ForwardProxy proxy) {
    return proxy.user() == null
        ? null
        : "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (proxy.user() + ":" + proxy.password().reveal())
                        .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Java sends no password to a proxy for a tunnel unless it is told that it may.
   *
   * @throws IllegalArgumentException if it is not, saying how to
   */
  static void refuseUnusable(ForwardProxy proxy, ProviderSpec spec, Endpoint endpoint) {
    if (proxy.user() == null || !endpoint.uri().getScheme().equalsIgnoreCase("https")) {
      return;
    }
    String disabled = System.getProperty(DISABLED, "Basic");
    if (Arrays.stream(disabled.split(","))
        .anyMatch(each -> each.strip().equalsIgnoreCase("Basic"))) {
      throw new IllegalArgumentException(
          ("Provider \"%s\": proxy %s:%s wants a password, which Java does not send for https by"
                  + " itself. Add -D%s= to .mvn/jvm.config or to MAVEN_OPTS.")
              .formatted(spec.id(), proxy.host(), proxy.port(), DISABLED));
    }
  }
}
