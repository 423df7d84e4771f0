package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class WireTest {

  @Property(tries = 300, seed = "7")
  void aCallSurvivesItsLine(
      @ForAll String file,
      @ForAll int context,
      @ForAll boolean chat,
      @ForAll double temperature,
      @ForAll int seed,
      @ForAll String prompt,
      @ForAll List<String> stop) {
    Wire.Call call =
        new Wire.Call(
            clean(file), context, 1, chat, temperature, 0.9, 5, seed, clean(prompt), clean(stop));
    assertThat(call.line()).doesNotContain("\n", "\r");
    assertThat(Wire.Call.parse(call.line())).isEqualTo(call);
  }

  @Property(tries = 300, seed = "8")
  void aReplySurvivesItsLineAndNoiseBeforeIt(
      @ForAll Wire.Outcome outcome, @ForAll int tokens, @ForAll long nanos, @ForAll String text) {
    Wire.Reply reply = new Wire.Reply(outcome, tokens, tokens / 2, nanos, clean(text));
    assertThat(Wire.Reply.parse(reply.line())).isEqualTo(reply);
    assertThat(Wire.Reply.parse("llama: some notice" + reply.line())).isEqualTo(reply);
  }

  @Property(tries = 50, seed = "9")
  void aLineWithoutAMarkIsNoReply(@ForAll String noise) {
    assertThat(Wire.Reply.parse("ggml " + noise.replace(Wire.MARK, ""))).isNull();
  }

  /** Lone surrogates are no text; UTF-8 cannot carry them. */
  private static String clean(String text) {
    return text.codePoints()
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static List<String> clean(List<String> texts) {
    return texts.stream().map(WireTest::clean).toList();
  }
}
