package dev.collabgraph.suite.scoring.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.collabgraph.suite.scoring.CountingText;
import dev.collabgraph.suite.scoring.LabelledPairs;
import dev.collabgraph.suite.scoring.RandomAnswers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan finds what the regular expression that defines markers finds, in linear time. */
class AnswerMarkersTest {
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(?i)(?:^|\\n)[ \\t>]*####[ \\t]*"
              + "|(?:^|\\n)[ \\t>*_]*a[ \\t*_]*:[ \\t*_]*"
              + "|\\b(?:answer|result|solution)s?[ \\t]*(?:\\([a-z ]{1,20}\\))?[\"']?[*_]{0,3}[ \\t]*[:=：][ \\t*_]*"
              + "|<(?:answer|result|solution)>[ \\t*_]*|(?:答案|答)[ *_]{0,3}[:：][ \\t*_]*"
              + "|\\b(?:answer|result)[*_]{0,3}[ \\t]+(?:is|are|would be|should be|must be|equals|will be)[*_]{0,3}(?:[ \\t]*:)?[ \\t*_]*");

  private static List<Integer> defined(String text) {
    List<Integer> ends = new ArrayList<>();
    Matcher matcher = DEFINITION.matcher(text);
    while (matcher.find()) {
      ends.add(matcher.end());
    }
    return AnswerMarkers.last(ends);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomTextsHaveTheMarkersOfTheDefinition(long seed) {
    RandomAnswers texts = new RandomAnswers(seed);
    int markers = 0;
    for (int i = 0; i < 6_000; i++) {
      String text = texts.next();
      List<Integer> ends = AnswerMarkers.ends(text);
      assertThat(ends).as(text).isEqualTo(defined(text));
      markers += ends.size();
    }
    assertThat(markers).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"numeric-pairs.txt", "choice-pairs.txt", "math-pairs.txt"})
  void corporaHaveTheMarkersOfTheDefinition(String corpus) {
    List<LabelledPairs.Pair> pairs = LabelledPairs.read(corpus);
    StringBuilder all = new StringBuilder();
    for (LabelledPairs.Pair pair : pairs) {
      String text = pair.answer().replace("\\n", "\n");
      assertThat(AnswerMarkers.ends(text)).as(text).isEqualTo(defined(text));
      all.append(text).append("\nAnswer: ");
    }
    assertThat(AnswerMarkers.ends(all.toString())).isEqualTo(defined(all.toString())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        " ",
        "*",
        ">",
        "answer ",
        "answer(",
        "answer (a",
        "\n> *",
        "answer is",
        "a",
        "：",
        "答案：",
        "antwort :",
        "は"
      })
  void repeatedHalfMarkersAreReadInLinearTime(String piece) {
    CountingText text = CountingText.repeated(piece, 20_000);
    MarkerScan scan = new MarkerScan(text);
    for (int end = scan.next(0); end >= 0; end = scan.next(end)) {
      assertThat(end).isLessThanOrEqualTo(text.length());
    }
    assertThat(text.reads()).isGreaterThan(0).isLessThan(40L * text.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "答案：",
        "正确答案: ",
        "答案是",
        "Réponse : ",
        "**Antwort:** ",
        "La RESPUESTA: ",
        "정답은 ",
        "คำตอบ: ",
        "उत्तर: ",
        "الإجابة: ",
        "{\"answer\": ",
        "<answer>"
      })
  void otherLanguagesAndFormsMarkTheAnswerThatFollows(String marker) {
    assertThat(AnswerMarkers.ends("x\n" + marker + "7")).containsExactly(2 + marker.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Kantwort: 7", "the time: 7", "是7", "これは7", "<answers>7", "svar 7", ":7"})
  void otherWordsMarkNothing(String text) {
    assertThat(AnswerMarkers.ends(text)).isEmpty();
  }

  @Test
  void onlyTheLastMarkersAreKept() {
    assertThat(AnswerMarkers.ends("Answer: 1\n".repeat(250))).hasSize(AnswerMarkers.MAX_MARKERS);
    assertThat(AnswerMarkers.ends("")).isEmpty();
  }
}
