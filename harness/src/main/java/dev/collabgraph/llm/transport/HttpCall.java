package dev.collabgraph.llm.transport;

import java.net.URI;
import java.util.Map;

/**
 * One request, without the key: that is added when it is sent. Public for the sibling packages
 * only.
 *
 * @param method {@code GET} or {@code POST}
 * @param headers to send
 * @param body null for {@code GET}
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, String body) {}
