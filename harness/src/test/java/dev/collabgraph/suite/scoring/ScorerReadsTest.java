package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each scorer reads a completion a bounded number of times, whatever it holds: characters that are
 * read or copied, entries of methods and turns of loops, counted rather than timed, are at most a
 * constant times the length, and twice as many for a completion twice as long.
 */
class ScorerReadsTest {
  private static final int LONG = 100_000;
  private static final int ANSWER = 10_000;
  private static final double TWICE = 2.2;
  private static final List<String> FEW =
      List.of(
          "answer is 7. ",
          "{",
          "\\boxed ",
          "000,",
          "1/",
          "\n#### ",
          "```\ndef f(x):\n```\n",
          "[\\");
  private static final String OPTIONS = "Which?\nA) one\nB) two of one\nC) a a b\nD) four";

  /**
   * A scorer.
   *
   * @param most characters read for each of a completion
   */
  record Judge(
      String name,
      String type,
      Map<String, Object> options,
      String question,
      String gold,
      int most) {
    /** The scorer in classes of its own, which count. */
    ToLongFunction<String> probe() {
      try {
        Object probe =
            new ReadsLoader()
                .loadClass(ReadsProbe.class.getName())
                .getConstructor(String.class, Map.class, String.class, String.class)
                .newInstance(type, options, question, gold);
        @SuppressWarnings("unchecked")
        ToLongFunction<String> reads = (ToLongFunction<String>) probe;
        return reads;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Judge judge(String name, Map<String, Object> options, String gold, int most) {
    String type = name.split(" ")[0];
    return new Judge(name, type, options, OPTIONS, gold, most);
  }

  static Stream<Judge> judges() {
    return Stream.of(
        judge("math official", Map.of("mode", "official"), "7", 300),
        judge("math symbolic", Map.of(), "\\frac{x+1}{2}", 1_000),
        judge("math lists", Map.of("percent", "either"), "1, 2, 3", 1_000),
        judge("numeric", Map.of("tolerance", 0.5), "7", 400),
        judge("choice", Map.of(), "B", 600),
        judge("exact", Map.of(), "seven", 300),
        judge("contains", Map.of(), "aa b", 100),
        judge("regex", Map.of(), "(a+)+b|x*y", 100),
        judge("json", Map.of(), "{\"a\": 7}", 400),
        judge("f1", Map.of(), "seven of nine", 300),
        judge("program", Map.of(), "", 300));
  }

  @ParameterizedTest
  @MethodSource("judges")
  void readsAreBoundedByTheLength(Judge judge) {
    ToLongFunction<String> probe = judge.probe();
    List<String> pieces = judge.type().equals("choice") ? FEW.subList(0, 1) : FEW;
    for (String piece : pieces) {
      bounded(judge, piece, probe);
    }
    holds(judge, "seed 1", probe, AdversarialTexts.mixed(1, LONG / 4));
  }

  @ParameterizedTest
  @MethodSource("judges")
  @Tag("heavy")
  void readsOfAllPiecesAreBoundedByTheLength(Judge judge) {
    ToLongFunction<String> probe = judge.probe();
    for (String piece : AdversarialTexts.PIECES) {
      bounded(judge, piece, probe);
      holds(judge, piece, probe, AdversarialTexts.boxed(piece, ANSWER));
      holds(judge, piece, probe, AdversarialTexts.marked(piece, LONG / 4));
    }
    for (long seed = 1; seed <= 20; seed++) {
      holds(judge, "seed " + seed, probe, AdversarialTexts.mixed(seed, LONG));
    }
  }

  /** Boxed so often, each of these was once read as often as it is long, or ended the stack. */
  @ParameterizedTest
  @ValueSource(strings = {".", "=", "$", "A ", "\\frac", "\\sqrt", "\\text{a}", "1", "x'"})
  void longAnswersAreComparedInBoundedReads(String piece) {
    Judge judge = judge("math symbolic", Map.of(), "\\frac{x+1}{2}", 1_000);
    holds(judge, piece, judge.probe(), AdversarialTexts.boxed(piece, ANSWER));
  }

  private static void bounded(Judge judge, String piece, ToLongFunction<String> probe) {
    long quarter = holds(judge, piece, probe, AdversarialTexts.repeated(piece, LONG / 4));
    long half = holds(judge, piece, probe, AdversarialTexts.repeated(piece, LONG / 2));
    long whole = holds(judge, piece, probe, AdversarialTexts.repeated(piece, LONG));
    grows(judge, piece, quarter, half, LONG / 2);
    grows(judge, piece, half, whole, LONG);
  }

  private static long holds(Judge judge, String what, ToLongFunction<String> probe, String text) {
    long reads = probe.applyAsLong(text);
    assertThat(reads)
        .as("%s reads %s characters of %s", judge, text.length(), what)
        .isBetween(1L, (long) judge.most() * text.length());
    return reads;
  }

  /** At most {@link #TWICE}, where there is more to it than a few passes. */
  private static void grows(Judge judge, String what, long half, long whole, int length) {
    assertThat((double) whole)
        .as("%s reads of %s after %s for half", judge, what, half)
        .isLessThanOrEqualTo(TWICE * half + 2.0 * length);
  }

  @Test
  void aReaderThatBeginsAnewWithEachLineIsCaught() {
    Judge control = judge("control", Map.of(), "", 200);
    ToLongFunction<String> probe = control.probe();
    long half = probe.applyAsLong("\n".repeat(LONG / 2));
    long whole = probe.applyAsLong("\n".repeat(LONG));
    assertThat(whole).isGreaterThan(200L * LONG).isGreaterThan(3 * half);
    assertThatThrownBy(() -> holds(control, "lines", probe, "\n".repeat(LONG)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> grows(control, "lines", half, whole, LONG))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aMethodThatNobodyCountsIsRefused() {
    Judge control = judge("uncounted", Map.of(), "", 200);
    assertThatThrownBy(() -> control.probe().applyAsLong("text"))
        .rootCause()
        .hasMessageContaining("UncountedReader.read calls java/lang/String.codePoints")
        .hasMessageContaining("which nobody counts");
  }

  @Test
  void countsAreThoseOfThePassesByHand() {
    ToLongFunction<String> probe = judge("control", Map.of(), "", 200).probe();
    for (long n = 0; n <= 5; n++) {
      // With m lines left: two searches that hit at once, a copy of m - 1 characters with its call
      // and its cut, a turn of the loop. At last a search of nothing, and the call of the method.
      assertThat(probe.applyAsLong("\n".repeat((int) n))).isEqualTo(n * (n + 1) / 2 + 4 * n + 2);
    }
  }
}
