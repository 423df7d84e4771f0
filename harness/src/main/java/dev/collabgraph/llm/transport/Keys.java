package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderOptions;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.util.regex.Pattern;

/**
 * Finds the key of a provider by the name under which it is kept; it is never in a suite. Public
 * for the sibling packages only.
 */
public final class Keys {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private Keys() {}

  /**
   * The key that {@code serverId} or {@code apiKeyEnv} names.
   *
   * @return null if neither is given
   * @throws IllegalArgumentException if both are given or what is named does not exist
   */
  public static Secret secret(
      ProviderSpec spec, ProviderOptions options, ModelProvider.Context context) {
    String server = options.text("serverId").orElse(null);
    String variable = options.text("apiKeyEnv").orElse(null);
    if (server != null && variable != null) {
      throw new IllegalArgumentException(
          "Provider \"%s\" has both serverId and apiKeyEnv: remove one.".formatted(spec.id()));
    }
    if (server != null) {
      return context
          .secret(server)
          .filter(secret -> !secret.reveal().isBlank())
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Provider \"%s\": no server \"%s\" with a password is in settings.xml."
                              .formatted(spec.id(), Excerpt.of(server, null))
                          + " Maybe add <server><id>%s</id><password>...</password></server>."
                              .formatted(Excerpt.of(server, null))));
    }
    if (variable != null) {
      if (!VARIABLE.matcher(variable).matches()) {
        throw new IllegalArgumentException(
            "Provider \"%s\": apiKeyEnv is not the name of an environment variable (a key does not belong into a suite)."
                .formatted(spec.id()));
      }
      return context
          .environment(variable)
          .filter(secret -> !secret.reveal().isBlank())
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Provider \"%s\": environment variable %s is not set. Maybe export %s=..."
                          .formatted(spec.id(), variable, variable)));
    }
    return null;
  }
}
