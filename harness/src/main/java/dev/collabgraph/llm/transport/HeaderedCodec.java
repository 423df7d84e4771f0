package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds the provider's own headers to every request. */
final class HeaderedCodec implements ChatCodec {
  private final ChatCodec codec;
  private final Map<String, String> headers;

  HeaderedCodec(ChatCodec codec, Map<String, String> headers) {
    this.codec = codec;
    this.headers = headers;
  }

  @Override
  public HttpCall encode(CompletionRequest request) {
    HttpCall call = codec.encode(request);
    if (headers.isEmpty()) {
      return call;
    }
    Map<String, String> all = new LinkedHashMap<>(call.headers());
    headers.forEach(
        (name, value) -> {
          all.keySet().removeIf(name::equalsIgnoreCase);
          all.put(name, value);
        });
    return new HttpCall(call.method(), call.uri(), all, call.body());
  }

  @Override
  public Completion decode(CompletionRequest request, HttpReply reply)
      throws MalformedReplyException {
    return codec.decode(request, reply);
  }
}
