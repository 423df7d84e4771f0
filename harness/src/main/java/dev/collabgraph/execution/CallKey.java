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

  /**
   * The key of one call: the hash of its prompt, seeded with node and run together. Both are hashes
   * already, so their sums are as rarely equal; and as they are made once for a plan and once for a
   * run, a call hashes nothing but its prompt.
   */
  static CallKey of(CallKey identity, CallKey occasion, String prompt) {
    return hash(prompt, identity.high + occasion.high, identity.low + occasion.low);
  }

  private CallKey with(String text) {
    return hash(text, high, low);
  }

  /** Of the text's UTF-8 bytes, which are what is sent. */
  private static CallKey hash(String text, long seedHigh, long seedLow) {
    return Murmur3.hash(text.getBytes(StandardCharsets.UTF_8), seedHigh, seedLow);
  }

  private CallKey with(long a, long b) {
    return Murmur3.hash(a, b, high, low);
  }
}
