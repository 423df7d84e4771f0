package dev.collabgraph.serve;

import dev.collabgraph.graph.ModelSpec.Sampling;
import java.util.ArrayList;
import java.util.List;

/**
 * A chat completion request, read and checked.
 *
 * @param model that is asked
 * @param messages one or more, the last of them the user's
 * @param stream whether the answer is wanted as events
 * @param includeUsage whether a last event is to tell token counts
 * @param replicate the request's {@code seed}: which of several independent answers
 * @param temperature null if not given
 * @param topP null if not given
 * @param maxTokens null if not given
 * @param stop null if not given
 * @param unknown names of further parameters, in the request's order
 */
record ChatCall(
    String model,
    List<Message> messages,
    boolean stream,
    boolean includeUsage,
    int replicate,
    Double temperature,
    Double topP,
    Integer maxTokens,
    List<String> stop,
    List<String> unknown) {

  /** One message. */
  record Message(String role, String text) {}

  /** What is asked, by what is to become of earlier messages. */
  String question(FrontSettings.History history) {
    if (history == FrontSettings.History.LAST || messages.size() == 1) {
      return messages.get(messages.size() - 1).text();
    }
    StringBuilder text = new StringBuilder();
    for (Message message : messages) {
      text.append(text.isEmpty() ? "" : "\n\n").append(title(message.role())).append(": ");
      text.append(message.text());
    }
    return text.toString();
  }

  private static String title(String role) {
    return switch (role) {
      case "user" -> "User";
      case "assistant" -> "Assistant";
      default -> "System";
    };
  }

  /** Messages that are not asked. */
  int leftOut(FrontSettings.History history) {
    return history == FrontSettings.History.LAST ? messages.size() - 1 : 0;
  }

  /** A model's sampling parameters with those of the request laid over. */
  Sampling over(Sampling declared) {
    return new Sampling(
        temperature == null ? declared.temperature() : temperature,
        maxTokens == null ? declared.maxTokens() : maxTokens,
        topP == null ? declared.topP() : topP,
        stop == null ? declared.stop() : stop);
  }

  /** Names of the sampling parameters that were given. */
  List<String> sampling() {
    List<String> given = new ArrayList<>();
    if (temperature != null) {
      given.add("temperature");
    }
    if (topP != null) {
      given.add("top_p");
    }
    if (maxTokens != null) {
      given.add("max_tokens");
    }
    if (stop != null) {
      given.add("stop");
    }
    return given;
  }
}
