package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.ProviderOptions;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a provider is: an absolute http or https URL without user, query or fragment. Public for
 * the sibling packages only.
 *
 * @param baseUrl without a slash at its end
 * @param uri the same, parsed
 */
public record Endpoint(String baseUrl, URI uri) {
  private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  /** The option {@code baseUrl}. */
  public static Endpoint of(ProviderSpec spec, ProviderOptions options) {
    String text = options.requiredText("baseUrl", "http://localhost:8000/v1");
    URI uri;
    try {
      uri = new URI(text.replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw options.wrong("baseUrl", Excerpt.of(text, null), "a URL");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "Provider \"%s\": baseUrl holds a user or key. Maybe use serverId or apiKeyEnv."
              .formatted(spec.id()));
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")
        || uri.getHost() == null
        || uri.getQuery() != null
        || uri.getFragment() != null) {
      throw options.wrong(
          "baseUrl",
          Excerpt.of(text, null),
          "an http or https URL with a host and without query or fragment");
    }
    return new Endpoint(uri.toString(), uri);
  }

  /** Whether the host is this machine by its name; no name is looked up. */
  public boolean loopback() {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || host.equals("::1")
        || IPV4_LOOPBACK.matcher(host).matches();
  }

  /** A key goes over https, or stays on this machine, or is explicitly allowed to be read. */
  public void refuseKeyInTheClear(ProviderSpec spec, ProviderOptions options, Secret secret) {
    boolean clear = uri.getScheme().equalsIgnoreCase("http");
    if (secret != null && clear && !loopback() && !options.flag("allowInsecure", false)) {
      throw new IllegalArgumentException(
          "Provider \"%s\": the key would go unencrypted to %s. Maybe use https, or set allowInsecure: true."
              .formatted(spec.id(), uri.getHost()));
    }
  }
}
