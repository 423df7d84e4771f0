package dev.collabgraph.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.ModelSpec.Sampling;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CallKeyTest {

  /** Expected values: the published MurmurHash3_x64_128 with seed 0. */
  @Test
  void hashIsMurmur3() {
    assertThat(hash("")).isEqualTo(new CallKey(0, 0));
    assertThat(hash("hello")).isEqualTo(new CallKey(0xCBD8A7B341BD9B02L, 0x5B1E906A48AE1D19L));
    assertThat(hash("The quick brown fox jumps over the lazy dog"))
        .isEqualTo(new CallKey(0xE34BBC7BBC071B6CL, 0x7A433CA9C49A9347L));
  }

  @Test
  void blockOfTwoLongsHashesLikeItsBytes() {
    byte[] bytes = "sixteen bytes!!!".getBytes(StandardCharsets.US_ASCII);
    java.nio.ByteBuffer buffer =
        java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    assertThat(Murmur3.hash(buffer.getLong(0), buffer.getLong(8), 7, 9))
        .isEqualTo(Murmur3.hash(bytes, 7, 9));
  }

  private static CallKey hash(String text) {
    return Murmur3.hash(text.getBytes(StandardCharsets.UTF_8), 0, 0);
  }

  @Test
  void everyPartOfACallChangesItsKey() {
    ModelSpec base = model("p", "n", new Sampling(0.7, 100, null, List.of()));
    CallKey identity = CallKey.identity(base, "assistant", 0);
    List<CallKey> keys =
        List.of(
            of(identity, "t", "prompt", 0, 0),
            of(identity, "t", "prompt", 0, 1),
            of(CallKey.identity(base, "assistant", 1), "t", "prompt", 0, 0),
            of(identity, "t", "prompt", 1, 0),
            of(identity, "t", "prompt ", 0, 0),
            of(identity, "u", "prompt", 0, 0),
            of(identity, "tp", "rompt", 0, 0),
            of(CallKey.identity(base, "fuser", 0), "t", "prompt", 0, 0),
            key(model("q", "n", base.sampling())),
            key(model("p", "m", base.sampling())),
            key(model("pn", "", base.sampling())),
            key(model("p", "n", new Sampling(0.8, 100, null, List.of()))),
            key(model("p", "n", new Sampling(0.7, 101, null, List.of()))),
            key(model("p", "n", new Sampling(0.7, 100, 0.9, List.of()))),
            key(model("p", "n", new Sampling(0.7, 100, null, List.of("a", "b")))),
            key(model("p", "n", new Sampling(0.7, 100, null, List.of("ab")))));
    assertThat(keys).doesNotHaveDuplicates();
  }

  private static CallKey key(ModelSpec model) {
    return of(CallKey.identity(model, "assistant", 0), "t", "prompt", 0, 0);
  }

  private static CallKey of(
      CallKey identity, String taskId, String prompt, int replicate, int repeat) {
    CallKey occasion = CallKey.occasion(taskId, replicate, repeat);
    return CallKey.of(identity, occasion, CallKey.prompt(prompt));
  }

  private static ModelSpec model(String provider, String name, Sampling sampling) {
    return new ModelSpec("id", "family", provider, name, null, null, sampling, 0);
  }

  /** 200,000 near-equal prompts: any collision of 64-bit halves is 1e-9 likely for a good hash. */
  @Test
  void similarPromptsDoNotCollideInEitherHalf() {
    SplittableRandom random = new SplittableRandom(3);
    CallKey identity = CallKey.identity(model("p", "n", Sampling.defaults()), "assistant", 0);
    Set<Long> high = new HashSet<>();
    Set<Long> low = new HashSet<>();
    String stem = "x".repeat(random.nextInt(20, 60));
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      CallKey key = of(identity, "t", stem + i / 10, 0, i % 10);
      high.add(key.high());
      low.add(key.low());
    }
    assertThat(high).hasSize(count);
    assertThat(low).hasSize(count);
  }
}
