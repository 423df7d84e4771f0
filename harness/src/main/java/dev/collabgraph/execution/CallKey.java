package dev.collabgraph.execution;

import dev.collabgraph.graph.ModelSpec;
import java.nio.charset.StandardCharsets;

/**
 * Identity of a call: two calls with equal keys are one and are paid for once. A 128-bit hash of
 * provider, model name, sampling parameters, role, task id, prompt, replicate and index.
 *
 * <p>Role and task id are in the key because a provider that computes rather than talks sees them
 * beside the prompt: without them the first of two equal prompts would answer for both, and which
 * is first depends on timing.
 *
 * <p>The hash is MurmurHash3 x64 128 (Appleby, public domain), not a cryptographic one: a key lives
 * no longer than a search, nobody gains from a collision, and it is an order of magnitude cheaper
 * than SHA-256 for prompts of a kilobyte. 10<sup>7</sup> different calls collide with a probability
 * of about 1.5 * 10<sup>-25</sup>. Files are addressed by SHA-256 instead.
 */
public record CallKey(long high, long low) {
  /** A seed of their own, so that no prompt passes for a task or a model of the same name. */
  private static final CallKey PROMPTS = new CallKey(1, 1);

  /**
   * What makes a node the one that it is.
   *
   * @param index its rank among its like, as in {@link ExecutionPlan}
   */
  static CallKey identity(ModelSpec model, String role, int index) {
    ModelSpec.Sampling sampling = model.sampling();
    CallKey key = new CallKey(0, 0).with(model.provider()).with(model.name()).with(role);
    key =
        key.with(
            Double.doubleToLongBits(sampling.temperature()),
            sampling.topP() == null ? -1L : Double.doubleToLongBits(sampling.topP()));
    key = key.with(sampling.maxTokens(), sampling.stop().size());
    for (String stop : sampling.stop()) {
      key = key.with(stop);
    }
    return key.with(index, 0);
  }

  /** What makes a run of a graph the one that it is. */
  static CallKey occasion(String taskId, int replicate, int repeat) {
    return new CallKey(0, 0).with(replicate, repeat).with(taskId);
  }

  /** The part of a prompt in a key. */
  static CallKey prompt(String prompt) {
    return PROMPTS.with(prompt);
  }

  /**
   * The key of one call: node, run and prompt together. All three are hashes, so their sums are as
   * rarely equal as they are; and each is made as seldom as it changes.
   */
  static CallKey of(CallKey identity, CallKey occasion, CallKey prompt) {
    return new CallKey(
        identity.high + occasion.high + prompt.high, identity.low + occasion.low + prompt.low);
  }

  /** Hashes the text's UTF-8 bytes, which are what is sent; the present key is the seed. */
  private CallKey with(String text) {
    return Murmur3.hash(text.getBytes(StandardCharsets.UTF_8), high, low);
  }

  private CallKey with(long a, long b) {
    return Murmur3.hash(a, b, high, low);
  }
}
