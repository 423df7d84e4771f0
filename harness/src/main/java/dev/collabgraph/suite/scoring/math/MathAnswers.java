package dev.collabgraph.suite.scoring.math;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.collabgraph.suite.scoring.number.NumberScanner;
import dev.collabgraph.suite.scoring.text.AnswerMarkers;
import dev.collabgraph.suite.scoring.text.Boxes;
import dev.collabgraph.suite.scoring.text.Texts;
import java.util.List;

/**
 * Finds a completion's mathematical answer: the last box that holds something ({@code \boxed{..}},
 * {@code \fbox{..}}, {@code \boxed 9}); else what follows the last marker such as {@code the answer
 * is}; else a short completion as a whole; else the last formula, else the last number. Linear.
 */
final class MathAnswers {
  private static final int MAX_BOXES = 100;
  private static final int SHORT = 300;
  private static final int MAX_WORDS = 3;

  /** A sentence with a number in it, in a few words. */
  private static final Pattern STATES =
      Pattern.compile("(?i)\\b(?:is|are|was|were|has|have|equals)\\b.*[0-9]");

  private static final Pattern WORD = Pattern.compile("(?:^|[^A-Za-z\\\\])[A-Za-z]{3,}");

  private MathAnswers() {}

  /** The answer as written; null if there is none. */
  static String find(String completion) {
    String text = Texts.halfWidth(Texts.afterThinking(completion));
    String boxed = boxed(text);
    if (boxed != null) {
      return boxed;
    }
    List<Integer> markers = AnswerMarkers.ends(text);
    for (int i = markers.size() - 1; i >= 0; i--) {
      String fragment = fragment(AnswerMarkers.lineFrom(text, markers.get(i)));
      if (!fragment.isEmpty()) {
        return fragment;
      }
    }
    String stripped = text.strip();
    if (stripped.indexOf('\n') < 0 && stripped.length() <= SHORT && reads(stripped)) {
      return stripped;
    }
    String formula = lastFormula(stripped);
    if (formula != null) {
      return formula;
    }
    String stated = stated(stripped);
    if (stated != null) {
      return stated;
    }
    List<NumberScanner.Found> numbers = NumberScanner.scan(stripped);
    return numbers.isEmpty() ? null : numbers.get(numbers.size() - 1).value().toString();
  }

  /** What the last box that is closed and not blank holds. */
  static String boxed(String text) {
    int end = text.length();
    for (int i = 0; i < MAX_BOXES; i++) {
      int at = Boxes.lastStart(text, end);
      if (at < 0) {
        return null;
      }
      String content = Boxes.content(text, at, end);
      if (content != null && !content.isBlank()) {
        return content.strip();
      }
      end = at;
    }
    return null;
  }

  /** Whether a text is an answer and nothing else. */
  private static boolean reads(String text) {
    boolean formulas = text.indexOf('$', 1) > 0 && text.indexOf('$', 1) < text.length() - 2;
    if (text.isEmpty()
        || text.contains("box")
        || formulas
        || text.indexOf("\\(", 1) > 0
        || text.indexOf("\\[", 1) > 0) {
      return false;
    }
    if (text.split("\\s+", 6).length <= 4) {
      return !STATES.matcher(text).find();
    }
    Matcher words = WORD.matcher(text);
    for (int n = 0; words.find(); n++) {
      if (n == MAX_WORDS) {
        return false; // a sentence, not an answer
      }
    }
    try {
      return !MathParser.readings(text).isEmpty();
    } catch (UnsureException e) {
      return false;
    }
  }

  /** What a sentence says something is, if that reads as mathematics. */
  private static String stated(String text) {
    int at = Math.max(text.lastIndexOf(" is "), text.lastIndexOf(" equals "));
    if (at < 0 || text.length() - at > SHORT || text.indexOf('\n', at) >= 0) {
      return null;
    }
    String rest = sentence(text.substring(text.indexOf(' ', at + 1)).strip());
    try {
      return rest.isEmpty() || MathParser.readings(rest).isEmpty() ? null : rest;
    } catch (UnsureException e) {
      return null;
    }
  }

  private static String fragment(String line) {
    String text = Texts.unwrapped(line);
    if (text.startsWith("}")) { // of a \text{Answer: }
      text = text.substring(1).strip();
    }
    int tag = text.indexOf("</");
    text = tag < 0 ? text : text.substring(0, tag).strip();
    long opened = text.chars().filter(c -> c == '{').count();
    if (text.endsWith("}")
        && opened < text.chars().filter(c -> c == '}').count()) { // of {"answer": 3}
      text = Texts.unwrapped(text.substring(0, text.length() - 1).strip());
    }
    int open = text.indexOf('$');
    int close = open < 0 ? -1 : text.indexOf('$', open + 1);
    if (open == 0 && close > 1) {
      String after = text.substring(close + 1).strip();
      boolean more = after.startsWith(",") || after.startsWith("and") || after.startsWith("or");
      return more ? sentence(text) : text.substring(1, close).strip();
    }
    if (open > 0 && close > open && text.substring(0, open).strip().matches("[A-Za-z ,:']{0,40}")) {
      return text.substring(open + 1, close).strip();
    }
    for (String[] pair : new String[][] {{"\\(", "\\)"}, {"\\[", "\\]"}}) {
      int start = text.indexOf(pair[0]);
      int end = start < 0 ? -1 : text.indexOf(pair[1], start);
      if (start >= 0 && end > start && start < 40) {
        return text.substring(start + 2, end).strip();
      }
    }
    return sentence(text);
  }

  /** Up to the end of the sentence or the beginning of a reason. */
  private static String sentence(String text) {
    int end = text.length();
    for (String stop : List.of(". ", ".\t", " because ", " since ", " as ", "; ", " (because")) {
      int at = text.indexOf(stop);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    String cut = text.substring(0, end).strip();
    int last = cut.length();
    while (last > 0 && ".!;".indexOf(cut.charAt(last - 1)) >= 0) {
      last = Texts.strippedEnd(cut, 0, last - 1);
    }
    return Texts.unwrapped(cut.substring(0, last));
  }

  private static String lastFormula(String text) {
    int close = text.lastIndexOf('$');
    int open = close <= 0 ? -1 : text.lastIndexOf('$', close - 1);
    if (close - open == 1 && open > 0) { // the end of $$...$$
      close = open;
      open = text.lastIndexOf('$', close - 1);
    }
    if (open >= 0 && close - open > 1) {
      return text.substring(open + 1, close).strip();
    }
    int end = Math.max(text.lastIndexOf("\\)"), text.lastIndexOf("\\]"));
    if (end < 0) {
      return null;
    }
    int start = text.lastIndexOf(text.charAt(end + 1) == ')' ? "\\(" : "\\[", end);
    return start < 0 ? null : text.substring(start + 2, end).strip();
  }
}
