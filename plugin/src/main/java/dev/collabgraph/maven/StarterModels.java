package dev.collabgraph.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code models} of a starter suite, from the names a server calls them by. Sizes are filled in
 * for the models of which they are known; the FLOPs metric needs them.
 */
final class StarterModels {
  /** Non-embedding parameters, layers, hidden size and context of a model's description. */
  private record Size(String family, String params, int layers, int hidden) {}

  private static final Map<String, Size> SIZES = sizes();

  private final List<String> names;

  /**
   * @param names one or more, as the server calls them
   */
  StarterModels(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** Published sizes of the models a person is most likely to begin with. */
  private static Map<String, Size> sizes() {
    Map<String, Size> sizes = new LinkedHashMap<>();
    sizes.put("llama3.2:1b", new Size("llama", "1.0e9", 16, 2048));
    sizes.put("llama3.2:3b", new Size("llama", "3.0e9", 28, 3072));
    sizes.put("llama3.1:8b", new Size("llama", "8.0e9", 32, 4096));
    sizes.put("llama3.1:70b", new Size("llama", "70.0e9", 80, 8192));
    return sizes;
  }

  /** Whether the size of every model is known, so that FLOPs can be counted. */
  boolean sized() {
    return names.stream().allMatch(SIZES::containsKey);
  }

  /** The list as YAML, a line for each model, with a line feed at its end. */
  String yaml() {
    List<String> taken = new ArrayList<>();
    StringBuilder yaml = new StringBuilder();
    for (String name : names) {
      String id = id(name, taken);
      taken.add(id);
      yaml.append("  - {id: ").append(Yaml.quoted(id)).append(", name: ").append(Yaml.quoted(name));
      Optional.ofNullable(SIZES.get(name))
          .ifPresent(
              size ->
                  yaml.append(", family: ")
                      .append(size.family)
                      .append(", params: ")
                      .append(size.params)
                      .append(", layers: ")
                      .append(size.layers)
                      .append(", hidden: ")
                      .append(size.hidden));
      yaml.append(", maxTokens: 512}\n");
    }
    return yaml.toString();
  }

  /** An id that a suite file takes, as near to the name as can be. */
  private static String id(String name, List<String> taken) {
    String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String plain = last.replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+|-+$", "");
    String base = plain.isEmpty() ? "model" : plain.substring(0, Math.min(40, plain.length()));
    String id = base;
    for (int next = 2; taken.contains(id); next++) {
      id = base + "-" + next;
    }
    return id;
  }
}
