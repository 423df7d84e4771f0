package dev.collabgraph.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.transport.HttpReply;
import dev.collabgraph.llm.transport.MalformedReplyException;
import dev.collabgraph.llm.transport.MalformedReplyException.Fault;
import dev.collabgraph.llm.transport.ReplyText;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/**
 * What the codecs do alike: look at a reply before LangChain4j does, and have LangChain4j read it.
 *
 * @param secret never to be shown; may be null
 */
record ReplyReader(Secret secret) {

  /** The body as a JSON object that is no error in disguise. */
  ObjectNode root(HttpReply reply) throws MalformedReplyException {
    ObjectNode root = ReplyText.object(ReplyText.decode(reply.body()), reply, secret);
    JsonNode error = root.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      throw form("the server answered %s with an error: \"%s\"", reply.status(), excerpt(error));
    }
    return root;
  }

  /** What LangChain4j makes of a body. */
  ChatResponse read(LangChainExchange exchange, ChatRequest chat, HttpReply reply, String body)
      throws MalformedReplyException {
    try {
      return exchange.response(chat, reply.status(), body);
    } catch (RuntimeException e) {
      throw form(
          "the reply cannot be read: %s", Excerpt.of(String.valueOf(e.getMessage()), secret));
    }
  }

  /** A count of tokens; unknown unless it is one. */
  static int tokens(JsonNode node, String field) {
    JsonNode count = node.path(field);
    return count.isIntegralNumber() && count.canConvertToInt() && count.asInt() >= 0
        ? count.asInt()
        : Completion.UNKNOWN;
  }

  /** The same of a count that was read already. */
  static int tokens(Integer count) {
    return count == null || count < 0 ? Completion.UNKNOWN : count;
  }

  static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  String excerpt(JsonNode node) {
    return Excerpt.of(node.toString(), secret);
  }

  static MalformedReplyException form(String format, Object... arguments) {
    return new MalformedReplyException(Fault.FORM, format.formatted(arguments));
  }
}
