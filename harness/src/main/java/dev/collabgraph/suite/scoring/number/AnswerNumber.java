package dev.collabgraph.suite.scoring.number;

import dev.collabgraph.suite.scoring.text.AnswerMarkers;
import dev.collabgraph.suite.scoring.text.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which of a text's numbers its markers point at. */
final class AnswerNumber {
  private AnswerNumber() {}

  /** The number that the last telling marker points at; null if none does. */
  static NumberScanner.Found marked(String text, List<NumberScanner.Found> numbers) {
    List<Integer> starts = new ArrayList<>(AnswerMarkers.ends(text));
    for (int at = text.indexOf("\\boxed"); at >= 0; at = text.indexOf("\\boxed", at + 1)) {
      starts.add(at + "\\boxed".length());
    }
    Collections.sort(starts);
    int high = numbers.size() - 1;
    int known = text.length();
    int lineEnd = text.length(); // of the line in which the place stands that is known
    for (int i = starts.size() - 1; i >= 0; i--) {
      int start = starts.get(i);
      while (high > 0 && numbers.get(high - 1).start() >= start) {
        high--;
      }
      if (numbers.get(high).start() >= start) {
        int from = Texts.strippedStart(text, start, text.length());
        for (int at = from; at < known; at++) {
          if (text.charAt(at) == '\n') {
            lineEnd = at;
            break;
          }
        }
        known = from;
        NumberScanner.Found found = inLine(text, lineEnd, numbers, high);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static NumberScanner.Found inLine(
      String text, int end, List<NumberScanner.Found> numbers, int first) {
    int equals = -1;
    NumberScanner.Found found = null;
    for (int i = first; i < numbers.size() && numbers.get(i).start() < end; i++) {
      if (found == null) {
        found = numbers.get(i);
        equals = text.lastIndexOf('=', end - 1);
      }
      if (equals > found.start() && numbers.get(i).start() > equals) {
        return numbers.get(i);
      }
    }
    return found;
  }
}
