package dev.collabgraph.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReckonerTest {
  private static final String QUESTION =
      "Emil has 20 coins. Emil gives away 5 of them. How many coins does Emil have now?";

  @Test
  void withoutSlipsItIsRightAndShowsItsSteps() {
    assertThat(new Reckoner("sure", 0).reply(QUESTION, 1))
        .isEqualTo("We begin with 20. 20 - 5 = 15. \nAnswer: 15");
  }

  @Test
  void equalSeedsAgreeAndOtherSeedsDiffer() {
    Reckoner shaky = new Reckoner("shaky", 0.5);
    assertThat(shaky.reply(QUESTION, 3)).isEqualTo(shaky.reply(QUESTION, 3));
    assertThat(LongStream.range(0, 20).mapToObj(seed -> shaky.reply(QUESTION, seed)).distinct())
        .hasSizeGreaterThan(3);
  }

  @Test
  void goesWithTheMajorityOfOthers() {
    String prompt = QUESTION + "\nAnswer: 16\nAnswer: 16\nAnswer: 14";
    assertThat(new Reckoner("sure", 0).reply(prompt, 1)).endsWith("Answer: 16");
    String tie = QUESTION + "\nAnswer: 16";
    assertThat(new Reckoner("sure", 0).reply(tie, 1)).endsWith("\nAnswer: 15");
  }

  @Test
  void skillShowsOnManyProblems() {
    // Standard error of a rate over 1,000 problems is at most 0.016, so gaps of 0.1 lie 4.5 sigma
    // of a difference apart.
    double weak = rate(new Reckoner("weak", 0.25));
    double fair = rate(new Reckoner("fair", 0.12));
    double strong = rate(new Reckoner("strong", 0.04));
    assertThat(fair - weak).isGreaterThan(0.1);
    assertThat(strong - fair).isGreaterThan(0.1);
    assertThat(strong).isLessThan(1);
  }

  private static double rate(Reckoner reckoner) {
    List<WordProblems.Problem> problems = WordProblems.generate(1_000, 2);
    return problems.stream()
            .filter(p -> reckoner.reply(p.question(), 1).endsWith(" " + p.answer()))
            .count()
        / (double) problems.size();
  }
}
