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

  /** What all calls of a node have in common; the start of {@link #of}. */
  static CallKey identity(ModelSpec model, String role) {
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
    return key;
  }

  /** The key of one call of a node with this {@link #identity}. */
  static CallKey of(CallKey identity, String taskId, String prompt, int replicate, int index) {
    return identity.with(replicate, index).with(taskId).with(prompt);
  }

  /** Hashes the text's UTF-8 bytes, which are what is sent; the present key is the seed. */
  CallKey with(String text) {
    return Murmur3.hash(text.getBytes(StandardCharsets.UTF_8), high, low);
  }

  private CallKey with(long a, long b) {
    return Murmur3.hash(a, b, high, low);
  }
}
