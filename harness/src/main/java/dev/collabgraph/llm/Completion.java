package dev.collabgraph.llm;

import java.util.Objects;

/**
 * What a model answered.
 *
 * @param text the answer, without the model's thinking; never null, may be empty
 * @param thinking what a reasoning model thought before it answered; null if none was given
 * @param inputTokens tokens of the prompt; {@link #UNKNOWN} if the provider did not say
 * @param outputTokens tokens decoded, thinking included; {@link #UNKNOWN} if it did not say
 * @param latencySeconds service time of the call that made this answer: from the moment it was sent
 *     to its last byte, queueing and waiting between retries excluded; a cached answer keeps it
 * @param finish why the model stopped
 */
public record Completion(
    String text,
    String thinking,
    int inputTokens,
    int outputTokens,
    double latencySeconds,
    Finish finish) {

  /** A token count the provider did not give. Unknown is never 0. */
  public static final int UNKNOWN = -1;

  /** Why a completion ended. */
  public enum Finish {
    /** The model ended its answer. Scored. */
    STOP,
    /** The token limit cut the answer. Scored and flagged. */
    LENGTH,
    /** The model or a filter refused. Scored as no answer. */
    REFUSED
  }

  public Completion {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(finish, "finish");
    if (!(latencySeconds >= 0 && latencySeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "latencySeconds is " + latencySeconds + ", expected 0 or more.");
    }
  }

  /** Whether both token counts are known. */
  public boolean usageKnown() {
    return inputTokens >= 0 && outputTokens >= 0;
  }
}
