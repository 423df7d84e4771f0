package dev.collabgraph.suite.scoring.math;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.collabgraph.suite.scoring.number.AnswerNumber;
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

  private static final Pattern SAID_IN_BOLD =
      Pattern.compile("^[A-Za-z]+ [A-Za-z]+ [A-Za-z ]*\\\\textbf\\{[^{}]*\\}\\.?$");

  private MathAnswers() {}

  /** The answer as written; null if there is none. */
  static String find(String completion) {
    String text = Texts.halfWidth(AnswerMarkers.own(Texts.afterThinking(completion)));
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
    if (numbers.isEmpty()) {
      return emphasised(stripped);
    }
    return AnswerNumber.hedged(stripped, numbers)
        ? null
        : numbers.get(numbers.size() - 1).value().toString();
  }

  /** What stands in bold letters at the end of a text; null if nothing does. */
  private static String emphasised(String text) {
    int at = text.lastIndexOf("\\textbf{");
    int end = at < 0 ? -1 : Boxes.closing(text, at + 7);
    if (end < 0 || text.length() - end > 2) {
      return null;
    }
    return text.substring(at + 8, end).strip();
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
        return content.startsWith("%\n") ? content.substring(2).strip() : content.strip();
      }
      end = at;
    }
    return null;
  }

  /** Whether a text is an answer and nothing else. */
  private static boolean reads(String text) {
    int sign = unescaped(text, "$");
    boolean formulas = sign > 0 && sign < text.length() - 2;
    if (text.isEmpty()
        || text.contains("box")
        || formulas
        || unescaped(text, "\\(") > 0
        || unescaped(text, "\\[") > 0
        || SAID_IN_BOLD.matcher(text).find()) {
      return false;
    }
    if (STATES.matcher(text).find()) {
      return false;
    }
    if (text.split("\\s+", 6).length <= 4) {
      return true;
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

  /** Where a sign stands behind the beginning, and no backslash in front of it. */
  private static int unescaped(String text, String sign) {
    int at = text.indexOf(sign, 1);
    while (at > 0 && text.charAt(at - 1) == '\\') {
      at = text.indexOf(sign, at + 1);
    }
    return at;
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
    int remark = text.indexOf(" (");
    if (remark > 0 && remark < end && isRemark(text, remark)) {
      end = remark;
    }
    String cut = text.substring(0, end).strip();
    int last = cut.length();
    while (last > 0 && ".!;".indexOf(cut.charAt(last - 1)) >= 0) {
      last = Texts.strippedEnd(cut, 0, last - 1);
    }
    return Texts.unwrapped(cut.substring(0, last));
  }

  /** Whether words in brackets follow a finished number or formula. */
  private static boolean isRemark(String text, int space) {
    char before = text.charAt(space - 1);
    boolean finished = Character.isDigit(before) || "})%$".indexOf(before) >= 0;
    int letters = 0;
    while (space + 2 + letters < text.length()
        && letters < MAX_WORDS
        && Character.isLetter(text.charAt(space + 2 + letters))) {
      letters++;
    }
    return finished && letters == MAX_WORDS && !text.startsWith("mod", space + 2);
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
