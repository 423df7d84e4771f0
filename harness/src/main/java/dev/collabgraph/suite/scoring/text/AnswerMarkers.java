package dev.collabgraph.suite.scoring.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds where a completion says what its answer is: {@code Answer: 7}, {@code **Final answer:** 7},
 * {@code The answer is 7}, {@code #### 7}, {@code A: 7} at the start of a line. Linear in the text.
 * Public for the sibling packages only.
 */
public final class AnswerMarkers {
  /** Most markers that are asked, from the last back, and characters read after each. */
  static final int MAX_MARKERS = 100;

  private static final int MAX_LINE = 4000;

  private AnswerMarkers() {}

  /** End positions of the markers in order: where each answer begins. */
  public static List<Integer> ends(String text) {
    List<Integer> ends = new ArrayList<>();
    MarkerScan scan = new MarkerScan(text);
    for (int end = scan.next(0); end >= 0; end = scan.next(end)) {
      ends.add(end);
    }
    return last(ends);
  }

  /**
   * A completion without the next question that a model went on with after its answer: up to a line
   * that begins with {@code Q:} or {@code Question:}, if a marker stands before it.
   */
  public static String own(String completion) {
    for (String next : List.of("\nQ:", "\nQuestion:")) {
      int at = completion.indexOf(next);
      if (at > 0 && new MarkerScan(completion.substring(0, at)).next(0) >= 0) {
        return completion.substring(0, at);
      }
    }
    return completion;
  }

  static List<Integer> last(List<Integer> ends) {
    return ends.subList(Math.max(0, ends.size() - MAX_MARKERS), ends.size());
  }

  /** The line from {@code start}, or the next line that is not blank if nothing is left of it. */
  public static String lineFrom(String text, int start) {
    int from = start;
    while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    int limit = Math.min(text.length(), from + MAX_LINE);
    int end = from;
    while (end < limit && text.charAt(end) != '\n') {
      end++;
    }
    int tag = text.indexOf("</", from);
    return text.substring(from, tag > from && tag < end && isTag(text, tag) ? tag : end).strip();
  }

  /** Whether the tag that closes an answer stands here. */
  private static boolean isTag(String text, int at) {
    return text.startsWith("</answer>", at)
        || text.startsWith("</result>", at)
        || text.startsWith("</solution>", at);
  }
}
