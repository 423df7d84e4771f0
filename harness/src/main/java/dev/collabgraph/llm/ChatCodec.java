package dev.collabgraph.llm;

/**
 * Turns requests into HTTP calls and replies into completions; talks to nobody. Safe to use from
 * any number of threads.
 */
interface ChatCodec {

  /** The HTTP call that asks for this completion. */
  HttpCall encode(CompletionRequest request);

  /** The completion in a reply with a good status. */
  Completion decode(CompletionRequest request, HttpReply reply) throws MalformedReplyException;
}
