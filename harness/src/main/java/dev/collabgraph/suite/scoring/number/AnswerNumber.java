package dev.collabgraph.suite.scoring.number;

import dev.collabgraph.suite.scoring.text.AnswerMarkers;
import dev.collabgraph.suite.scoring.text.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Which of a text's numbers its markers point at. */
public final class AnswerNumber {
  /** Stands for more than one answer, which is none. */
  static final NumberScanner.Found SEVERAL = new NumberScanner.Found(-1, -1, Rational.ZERO, false);

  private static final int MAX_BETWEEN = 12;
  private static final int MAX_DENIAL = 7;

  private AnswerNumber() {}

  /** The last number that the text does not deny, as in {@code 7 (not 8)}; else the last. */
  static NumberScanner.Found last(String text, List<NumberScanner.Found> numbers) {
    for (int i = numbers.size() - 1; i >= Math.max(0, numbers.size() - MAX_BETWEEN); i--) {
      int start = numbers.get(i).start();
      String before = text.substring(Math.max(0, start - MAX_DENIAL), start);
      if (!before.replace("$", "").endsWith("(not ")) {
        return numbers.get(i);
      }
    }
    return numbers.get(numbers.size() - 1);
  }

  /** Whether the last two numbers are two answers: {@code 3 or 4}, {@code between 3 and 4}. */
  public static boolean hedged(String text, List<NumberScanner.Found> numbers) {
    return numbers.size() > 1
        && hedged(text, numbers.get(numbers.size() - 2), numbers.get(numbers.size() - 1));
  }

  private static boolean hedged(String text, NumberScanner.Found one, NumberScanner.Found other) {
    int gap = other.start() - one.end();
    if (gap <= 0 || gap > MAX_BETWEEN || one.value().equals(other.value())) {
      return false;
    }
    String joint = text.substring(one.end(), other.start()).replace('$', ' ').strip();
    if (joint.equals("or")) {
      return true;
    }
    int from = Math.max(0, one.start() - MAX_BETWEEN);
    String before = text.substring(from, one.start()).toLowerCase(Locale.ROOT);
    return joint.equals("and") && before.replace('$', ' ').stripTrailing().endsWith("between");
  }

  /** The number that the last telling marker points at; {@link #SEVERAL}; null if none does. */
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
        boolean box = text.startsWith("\\boxed", start - "\\boxed".length());
        NumberScanner.Found found = inLine(text, lineEnd, numbers, high, box);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static NumberScanner.Found inLine(
      String text, int end, List<NumberScanner.Found> numbers, int first, boolean box) {
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
    boolean more = first + 1 < numbers.size() && numbers.get(first + 1).start() < end;
    return found != null && more && several(text, found, numbers.get(first + 1), box)
        ? SEVERAL
        : found;
  }

  private static boolean several(
      String text, NumberScanner.Found one, NumberScanner.Found other, boolean box) {
    boolean listed =
        box
            && other.start() - one.end() <= MAX_BETWEEN
            && text.substring(one.end(), other.start()).strip().equals(",");
    return listed || hedged(text, one, other);
  }
}
