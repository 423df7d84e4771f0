package dev.collabgraph.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordProblemsTest {
  static final int COMMITTED = 480;
  static final long SEED = 20_261_101;

  @Test
  void committedFileIsWhatTheGeneratorWrites() throws IOException {
    Path file = Path.of("../src/it/search-http/src/collabgraph/data/word-problems.jsonl");
    assertThat(Files.readString(file)).isEqualTo(WordProblems.jsonLines(COMMITTED, SEED));
  }

  @Test
  void readerFindsEveryAnswerFromTheTextAlone() {
    for (WordProblems.Problem problem : WordProblems.generate(3_000, 1)) {
      assertThat(WordProblemReader.read(problem.question()).map(WordProblemReader::solve))
          .as(problem.question())
          .contains(problem.answer());
    }
  }

  @Test
  void readsOnlyUpToTheQuestionAndPassesOverWhatItDoesNotKnow() {
    var steps =
        WordProblemReader.read(
            "Answer with care. Emil has 20 coins. The sun shines. Emil gives away 5 of them."
                + " How many coins does Emil have now? Emil loses 3 of them.");
    assertThat(steps.map(WordProblemReader::solve)).contains(15L);
    assertThat(WordProblemReader.read("What is the capital of Peru?")).isEmpty();
  }

  @Test
  void problemsDifferAndTakeTwoToTenSteps() {
    List<WordProblems.Problem> problems = WordProblems.generate(COMMITTED, SEED);
    assertThat(new HashSet<>(problems)).hasSize(COMMITTED);
    assertThat(problems)
        .allSatisfy(
            problem -> {
              assertThat(problem.steps()).isBetween(2, 10);
              assertThat(problem.answer()).isBetween(1L, 100_000L);
            });
  }
}
