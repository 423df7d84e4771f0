package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final double[] SPECIAL = {
    0, -0.0, 1, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, Double.NaN, 0.1
  };

  @Test
  void aCallSurvivesItsLine() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 300; i++) {
      Wire.Call call =
          new Wire.Call(
              text(random),
              whole(random),
              1,
              random.nextBoolean(),
              real(random),
              0.9,
              5,
              whole(random),
              text(random),
              Stream.generate(() -> text(random)).limit(random.nextInt(5)).toList());
      assertThat(call.line()).as("seed 7, case %s", i).doesNotContain("\n", "\r");
      assertThat(Wire.Call.parse(call.line())).as("seed 7, case %s", i).isEqualTo(call);
    }
  }

  @Test
  void aReplySurvivesItsLineAndNoiseBeforeIt() {
    SplittableRandom random = new SplittableRandom(8);
    List<Wire.Outcome> outcomes = List.of(Wire.Outcome.values());
    for (int i = 0; i < 300; i++) {
      int tokens = whole(random);
      Wire.Reply reply =
          new Wire.Reply(
              outcomes.get(i % outcomes.size()),
              tokens,
              tokens / 2,
              random.nextLong(),
              text(random));
      assertThat(Wire.Reply.parse(reply.line())).as("seed 8, case %s", i).isEqualTo(reply);
      assertThat(Wire.Reply.parse("llama: some notice" + reply.line()))
          .as("seed 8, case %s", i)
          .isEqualTo(reply);
    }
  }

  @Test
  void aLineWithoutAMarkIsNoReply() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 50; i++) {
      String noise = text(random).replace(Wire.MARK, "");
      assertThat(Wire.Reply.parse("ggml " + noise)).as("seed 9, case %s", i).isNull();
    }
  }

  private static int whole(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> Integer.MIN_VALUE;
      case 2 -> Integer.MAX_VALUE;
      default -> random.nextInt();
    };
  }

  private static double real(SplittableRandom random) {
    return random.nextInt(4) == 0
        ? SPECIAL[random.nextInt(SPECIAL.length)]
        : (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-300, 300));
  }

  /**
   * None to forty characters of any kind: separators and line ends often, others from every plane.
   * No lone surrogates, which UTF-8 cannot carry.
   */
  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(41);
    for (int i = 0; i < length; i++) {
      int character =
          switch (random.nextInt(4)) {
            case 0 -> "\n\r\t \\\",;:=%|\0\u2028".charAt(random.nextInt(14));
            case 1 -> random.nextInt(0x80);
            case 2 -> random.nextInt(0xD800);
            default -> random.nextInt(0xE000, 0x110000);
          };
      text.appendCodePoint(character);
    }
    return text.toString();
  }
}
