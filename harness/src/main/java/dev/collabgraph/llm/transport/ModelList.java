package dev.collabgraph.llm.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a provider lists its models. Public for the sibling packages only.
 *
 * @param uri asked with GET
 * @param array member of the reply that holds the entries
 * @param field member of an entry that holds the name
 * @param complete whether a model that is not listed cannot be called
 * @param latest whether a name without a tag means the tag {@code latest}
 * @param repair what to do about a missing model, the name following; null if nothing is known
 */
public record ModelList(
    URI uri, String array, String field, boolean complete, boolean latest, String repair) {

  /** The names in a reply; empty if it is no such list. */
  Optional<List<String>> names(JsonNode reply) {
    if (!reply.path(array).isArray()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (JsonNode entry : reply.path(array)) {
      if (entry.path(field).isTextual()) {
        names.add(entry.path(field).asText());
      }
    }
    return Optional.of(names);
  }

  /** Whether a model is among the names. */
  boolean holds(List<String> names, String model) {
    return names.contains(model)
        || latest && !model.contains(":") && names.contains(model + ":latest");
  }

  /** A sentence part that says what to do about a missing model. */
  String hint(String model) {
    return repair == null
        ? "Maybe the model's name or the path of baseUrl is wrong"
        : "Maybe run: " + repair + " " + model;
  }
}
