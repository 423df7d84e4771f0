package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;

/**
 * Turns requests into HTTP calls and replies into completions; talks to nobody. Safe to use from
 * any number of threads. Public for the sibling packages only.
 */
public interface ChatCodec {

  /** The HTTP call that asks for this completion. */
  HttpCall encode(CompletionRequest request);

  /** The completion in a reply with a good status. */
  Completion decode(CompletionRequest request, HttpReply reply) throws MalformedReplyException;
}
