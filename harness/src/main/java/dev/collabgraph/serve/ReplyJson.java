package dev.collabgraph.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.serve.ServedModel.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes what goes back to clients: OpenAI's fields, and our own under {@code collabgraph}. */
final class ReplyJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReplyJson() {}

  /**
   * What a reply tells beside OpenAI's fields.
   *
   * @param id of the reply
   * @param created seconds since 1970
   * @param leftOut messages that were not asked
   * @param ignored parameters without effect
   * @param seconds from the request to its answer
   */
  record Envelope(String id, long created, int leftOut, List<String> ignored, double seconds) {}

  static String error(ApiException error) {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("error")
        .put("message", error.getMessage())
        .put("type", error.type)
        .put("param", error.parameter)
        .put("code", error.code);
    return root.toString();
  }

  static String models(Collection<String> ids, long created) {
    ObjectNode root = JSON.createObjectNode().put("object", "list");
    var data = root.putArray("data");
    ids.forEach(id -> data.add(model(id, created)));
    return root.toString();
  }

  static ObjectNode model(String id, long created) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("object", "model")
        .put("created", created)
        .put("owned_by", "collabgraph");
  }

  static String completion(ChatCall call, Reply reply, Envelope envelope) {
    ObjectNode root = head(call, envelope, "chat.completion");
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", reply.text())
        .putNull("refusal");
    choice.putNull("logprobs").put("finish_reason", finish(reply.finish()));
    usage(root, reply);
    own(root, reply, envelope);
    return root.toString();
  }

  /** The events of a streamed reply, in order, without the closing {@code [DONE]}. */
  static List<String> events(ChatCall call, Reply reply, Envelope envelope) {
    List<String> events = new ArrayList<>();
    ObjectNode first = head(call, envelope, "chat.completion.chunk");
    delta(first, null).put("role", "assistant").put("content", "");
    events.add(first.toString());
    for (String piece : pieces(reply.text())) {
      ObjectNode event = head(call, envelope, "chat.completion.chunk");
      delta(event, null).put("content", piece);
      events.add(event.toString());
    }
    ObjectNode last = head(call, envelope, "chat.completion.chunk");
    delta(last, finish(reply.finish()));
    own(last, reply, envelope);
    events.add(last.toString());
    if (call.includeUsage()) {
      ObjectNode usage = head(call, envelope, "chat.completion.chunk");
      usage.putArray("choices");
      usage(usage, reply);
      events.add(usage.toString());
    }
    return events;
  }

  private static ObjectNode delta(ObjectNode root, String finish) {
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", finish);
    return choice.putObject("delta");
  }

  /** Whole words, each with the blank before it, so that no character is ever cut. */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        pieces.add(text.substring(start, i));
        start = i;
      }
    }
    if (start < text.length()) {
      pieces.add(text.substring(start));
    }
    return pieces;
  }

  private static ObjectNode head(ChatCall call, Envelope envelope, String object) {
    return JSON.createObjectNode()
        .put("id", envelope.id())
        .put("object", object)
        .put("created", envelope.created())
        .put("model", call.model());
  }

  private static String finish(Completion.Finish finish) {
    return switch (finish) {
      case STOP -> "stop";
      case LENGTH -> "length";
      case REFUSED -> "content_filter";
    };
  }

  /** Unknown is never 0: then there is no such field. */
  private static void usage(ObjectNode root, Reply reply) {
    if (reply.inputTokens() >= 0 && reply.outputTokens() >= 0) {
      root.putObject("usage")
          .put("prompt_tokens", reply.inputTokens())
          .put("completion_tokens", reply.outputTokens())
          .put("total_tokens", (long) reply.inputTokens() + reply.outputTokens());
    }
  }

  private static void own(ObjectNode root, Reply reply, Envelope envelope) {
    ObjectNode own = root.putObject("collabgraph");
    reply.answer().ifPresent(answer -> own.put("answer", answer));
    own.put("calls", reply.calls());
    own.put("seconds", Math.round(envelope.seconds() * 1e3) / 1e3);
    if (envelope.leftOut() > 0) {
      own.put("messages_left_out", envelope.leftOut());
    }
    if (!envelope.ignored().isEmpty()) {
      var ignored = own.putArray("parameters_ignored");
      envelope.ignored().forEach(ignored::add);
    }
  }
}
