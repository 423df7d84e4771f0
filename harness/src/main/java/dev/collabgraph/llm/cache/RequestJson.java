package dev.collabgraph.llm.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelProvider;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Requests and completions as JSON for the call cache. A request's form is canonical: fixed order,
 * no blanks, numbers as Java writes doubles; equal calls have equal texts. It holds everything that
 * changes the answer, replicate and index among it (without them repeats would be copies), and
 * never a key.
 */
final class RequestJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String prefix;

  /**
   * Requests to one endpoint.
   *
   * @param identity what identifies it, as {@link ModelProvider#cacheIdentity} says
   */
  RequestJson(Map<String, String> identity) {
    StringBuilder out = new StringBuilder("{\"format\":1,\"endpoint\":{");
    new TreeMap<>(identity)
        .forEach(
            (name, value) -> {
              out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
              quote(out, name).append(':');
              quote(out, value);
            });
    prefix = out.append('}').toString();
  }

  /** The canonical text of a request. */
  String of(CompletionRequest request) {
    ModelSpec.Sampling sampling = request.model().sampling();
    StringBuilder out = new StringBuilder(prefix.length() + request.prompt().length() + 256);
    quote(out.append(prefix).append(",\"model\":"), request.model().name())
        .append(",\"temperature\":")
        .append(sampling.temperature())
        .append(",\"maxTokens\":")
        .append(sampling.maxTokens())
        .append(",\"topP\":")
        .append(sampling.topP())
        .append(",\"stop\":[");
    for (int i = 0; i < sampling.stop().size(); i++) {
      quote(out.append(i == 0 ? "" : ","), sampling.stop().get(i));
    }
    out.append("],\"replicate\":")
        .append(request.replicate())
        .append(",\"index\":")
        .append(request.index())
        .append(",\"messages\":[{\"role\":\"user\",\"content\":");
    return quote(out, request.prompt()).append("}]}").toString();
  }

  private static StringBuilder quote(StringBuilder out, String text) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    return out.append('"');
  }

  /** The text of a completion. */
  static String completion(Completion completion) {
    ObjectNode node = JSON.createObjectNode();
    node.put("text", completion.text());
    node.put("thinking", completion.thinking());
    node.put("inputTokens", completion.inputTokens());
    node.put("outputTokens", completion.outputTokens());
    node.put("latencySeconds", completion.latencySeconds());
    node.put("finish", completion.finish().name());
    return node.toString();
  }

  /** The completion in a text; empty if it is none. */
  static Optional<Completion> completion(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return Optional.of(
          new Completion(
              node.required("text").textValue(),
              node.required("thinking").textValue(),
              node.required("inputTokens").intValue(),
              node.required("outputTokens").intValue(),
              node.required("latencySeconds").doubleValue(),
              Completion.Finish.valueOf(node.required("finish").asText())));
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }
}
