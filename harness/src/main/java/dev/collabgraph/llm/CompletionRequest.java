package dev.collabgraph.llm;

import dev.collabgraph.graph.ModelSpec;
import java.util.List;
import java.util.Objects;

/**
 * One call.
 *
 * @param model with its sampling parameters
 * @param prompt the rendered prompt, sent as one user message
 * @param replicate which independent repetition of the whole experiment the call belongs to, 0 or
 *     more; a fresh replicate never shares an answer with another
 * @param index which of several equal calls inside a graph and its repeats this is, 0 or more;
 *     equal requests with equal index are one call
 * @param context the same call as structure, for providers that compute rather than talk
 */
public record CompletionRequest(
    ModelSpec model, String prompt, int replicate, int index, Context context) {

  public CompletionRequest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(context, "context");
  }

  /**
   * What the prompt was rendered from.
   *
   * @param taskId id of the task
   * @param role name of the role
   * @param inputs texts of the inputs in the order in which they stand in the prompt
   */
  public record Context(String taskId, String role, List<String> inputs) {
    public Context {
      Objects.requireNonNull(taskId, "taskId");
      Objects.requireNonNull(role, "role");
      inputs = List.copyOf(inputs);
    }
  }

  /** The seed sent to the provider: a hash of replicate and index, 0 to 2^31 - 1. */
  public int seed() {
    long z = ((long) replicate << 32 | index & 0xFFFF_FFFFL) + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) ((z ^ (z >>> 31)) >>> 33);
  }
}
