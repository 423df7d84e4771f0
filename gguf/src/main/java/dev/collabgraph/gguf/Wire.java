package dev.collabgraph.gguf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What parent and fork say to each other: one line for a call, one for its reply. Texts travel in
 * Base64, so a line holds no surprise. A reply starts with a mark, and what native code may print
 * before it on the same stream is passed over. Uses nothing but the JDK, as the fork has little
 * else on its class path.
 */
final class Wire {
  static final String MARK = "@collabgraph-gguf ";

  private Wire() {}

  /**
   * One call.
   *
   * @param file of the model
   * @param context tokens of the context, prompt and completion together
   * @param startTokens tokens that llama.cpp puts before the prompt, 0 or 1
   * @param chat whether the prompt goes through the model's chat template as one user message
   * @param topP 1 for all of the distribution
   */
  record Call(
      String file,
      int context,
      int startTokens,
      boolean chat,
      double temperature,
      double topP,
      int maxTokens,
      int seed,
      String prompt,
      List<String> stop) {

    String line() {
      List<String> fields =
          new ArrayList<>(
              List.of(
                  encode(file),
                  String.valueOf(context),
                  String.valueOf(startTokens),
                  String.valueOf(chat),
                  String.valueOf(temperature),
                  String.valueOf(topP),
                  String.valueOf(maxTokens),
                  String.valueOf(seed),
                  encode(prompt)));
      stop.forEach(text -> fields.add(encode(text)));
      return String.join(" ", fields);
    }

    static Call parse(String line) {
      String[] f = line.split(" ");
      List<String> stop = new ArrayList<>();
      for (int i = 9; i < f.length; i++) {
        stop.add(decode(f[i]));
      }
      return new Call(
          decode(f[0]),
          Integer.parseInt(f[1]),
          Integer.parseInt(f[2]),
          Boolean.parseBoolean(f[3]),
          Double.parseDouble(f[4]),
          Double.parseDouble(f[5]),
          Integer.parseInt(f[6]),
          Integer.parseInt(f[7]),
          decode(f[8]),
          List.copyOf(stop));
    }
  }

  /** What became of a call in a fork that survived it. */
  enum Outcome {
    /** A completion that ended by itself or at a stop text. */
    STOP,
    /** A completion that the token limit or the context ended. */
    LENGTH,
    /** This call can never succeed. */
    REJECTED,
    /** No call can succeed. */
    FATAL
  }

  /**
   * A reply.
   *
   * @param text the completion, or what went wrong
   * @param nanos service time of the call in the fork, loading the model excluded
   */
  record Reply(Outcome outcome, int inputTokens, int outputTokens, long nanos, String text) {

    static Reply failed(Outcome outcome, String message) {
      return new Reply(outcome, 0, 0, 0, message);
    }

    String line() {
      return MARK
          + String.join(
              " ",
              outcome.name(),
              String.valueOf(inputTokens),
              String.valueOf(outputTokens),
              String.valueOf(nanos),
              encode(text));
    }

    /** The reply in a line, or null if there is none in it. */
    static Reply parse(String line) {
      int mark = line.indexOf(MARK);
      if (mark < 0) {
        return null;
      }
      String[] f = line.substring(mark + MARK.length()).split(" ");
      return new Reply(
          Outcome.valueOf(f[0]),
          Integer.parseInt(f[1]),
          Integer.parseInt(f[2]),
          Long.parseLong(f[3]),
          decode(f[4]));
    }
  }

  /** Base64 with a leading dot, so that an empty text is a field too. */
  private static String encode(String text) {
    return "." + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String field) {
    return new String(Base64.getDecoder().decode(field.substring(1)), StandardCharsets.UTF_8);
  }
}
