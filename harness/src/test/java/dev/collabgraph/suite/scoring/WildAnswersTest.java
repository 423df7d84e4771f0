package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agreement with what graders of other projects are asked, under several options, is complete. */
class WildAnswersTest {
  private int cases;

  @ParameterizedTest
  @CsvSource({
    "wild-choice.txt, 400",
    "wild-numeric.txt, 270",
    "wild-json.txt, 75",
    "wild-math.txt, 1200",
    "fresh-choice.txt, 350",
    "fresh-numeric.txt, 250",
    "fresh-json.txt, 85",
    "fresh-text.txt, 120",
    "fresh-math.txt, 1300"
  })
  void agrees(String corpus, int atLeast) {
    assertThat(disagreements(corpus)).isEmpty();
    assertThat(cases).isGreaterThanOrEqualTo(atLeast);
  }

  private List<String> disagreements(String corpus) {
    List<String> wrong = new ArrayList<>();
    Scorer scorer = null;
    String question = "q";
    String gold = null;
    int number = 0;
    for (String line : lines(corpus)) {
      number++;
      String value = line.length() > 2 ? line.substring(2).replace('⏎', '\n') : "";
      switch (line.isEmpty() ? '#' : line.charAt(0)) {
        case '#' -> {}
        case '!' -> scorer = scorer(value);
        case '?' -> question = value;
        case '=' -> {
          gold = value;
          scorer.check(new Task("t", question, gold));
        }
        case '+', '-' -> {
          cases++;
          Task task = new Task("t", question, gold);
          boolean expected = line.charAt(0) == '+';
          var answer = scorer.extract(task, value);
          boolean extracted = answer.isPresent() && scorer.score(task, answer.get()) == 1;
          boolean whole = extracted || scorer.score(task, value) == 1; // as the goal score sees it
          if (extracted != expected || whole != expected) {
            wrong.add("%d: %s | %s gave %s".formatted(number, gold, value, answer));
          }
        }
        default -> throw new IllegalStateException(corpus + ":" + number + ": " + line);
      }
    }
    return wrong;
  }

  private static List<String> lines(String corpus) {
    try (InputStream in = WildAnswersTest.class.getResourceAsStream(corpus)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException(corpus, e);
    }
  }

  /** {@code type key=value ...}; numbers and flags as YAML would read them. */
  private static Scorer scorer(String spec) {
    String[] words = spec.strip().split(" +");
    Map<String, Object> options = new LinkedHashMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] option = words[i].split("=", 2);
      Object value = option[1];
      if (option[1].equals("true")) {
        value = true;
      } else if (option[1].matches("[0-9]+")) {
        value = Integer.valueOf(option[1]);
      } else if (option[1].matches("[0-9]*\\.[0-9]+")) {
        value = Double.valueOf(option[1]);
      }
      options.put(option[0], value);
    }
    return Scorers.create(new SuiteDefinition.Scoring(words[0], options), Path.of("."));
  }
}
