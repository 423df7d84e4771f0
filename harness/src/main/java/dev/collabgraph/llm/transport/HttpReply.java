package dev.collabgraph.llm.transport;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One complete reply. Public for the sibling packages only.
 *
 * @param status HTTP status
 * @param headers by lower-case name
 * @param body as received, never longer than the transport's limit; not copied
 * @param seconds from sending the request to the last byte
 */
public record HttpReply(
    int status, Map<String, List<String>> headers, byte[] body, double seconds) {

  /** First value of a header. */
  Optional<String> header(String lowerCaseName) {
    List<String> values = headers.get(lowerCaseName);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  boolean ok() {
    return status >= 200 && status < 300;
  }
}
