package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.text.Texts;
import java.util.List;

/** Compares two written answers: by look, as words, then by meaning. Never throws. */
final class MathSymbolic {
  /** Longer answers are compared by look only. */
  static final int MAX_LENGTH = 10_000;

  private static final List<String> LAYOUT =
      List.of("\\left", "\\right", "\\displaystyle", "\\!", "$");

  private MathSymbolic() {}

  static boolean equal(MathEquality equality, String one, String other) {
    String a = unboxed(one);
    String b = unboxed(other);
    String x = look(a);
    String y = look(b);
    if (x.equals(y)) {
      return true;
    }
    if (a.length() > MAX_LENGTH || b.length() > MAX_LENGTH) {
      return false;
    }
    String words = words(a);
    if (words != null && words.equals(words(b))) {
      return true;
    }
    try {
      List<MathNode> left = MathParser.readings(a);
      List<MathNode> right = MathParser.readings(b);
      for (MathNode p : left) {
        for (MathNode q : right) {
          if (equality.equal(p, q)) {
            return true;
          }
        }
      }
      return inUnits(equality, left, b) || inUnits(equality, right, a);
    } catch (UnsureException | ArithmeticException e) {
      return false;
    }
  }

  /** Whether an answer such as {@code 5 m} is the same if its letter is a unit. */
  private static boolean inUnits(MathEquality equality, List<MathNode> readings, String answer) {
    boolean spaced = answer.indexOf(' ') > 0;
    for (MathNode reading : readings) {
      if (reading instanceof MathNode.Quantity || spaced && reading instanceof MathNode.Num) {
        MathNode amount = MathParser.inUnits(answer);
        if (amount != null && equality.equal(reading, amount)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String unboxed(String answer) {
    if (answer.indexOf("box") < 0) {
      return answer;
    }
    String boxed = MathAnswers.boxed(answer);
    return boxed == null ? answer : boxed;
  }

  /** The answer without what does not change how it reads. */
  private static String look(String answer) {
    String s = answer.strip();
    for (String layout : LAYOUT) {
      s = s.replace(layout, "");
    }
    for (String space : List.of("\\,", "\\;", "\\:", "\\ ")) {
      s = s.replace(space, " ");
    }
    s = spaced(s.replace("dfrac", "frac").replace("tfrac", "frac"));
    return s.endsWith(".") ? s.substring(0, s.length() - 1) : s;
  }

  /** Without the spaces that do not part two letters or digits. */
  private static String spaced(String text) {
    String one = Texts.collapse(text.replace('~', ' '));
    StringBuilder out = new StringBuilder(one.length());
    for (int i = 0; i < one.length(); i++) {
      char c = one.charAt(i);
      boolean parts =
          c == ' '
              && (Character.isLetterOrDigit(one.charAt(i - 1)) || one.charAt(i - 1) == ',')
              && Character.isLetterOrDigit(one.charAt(i + 1));
      if (c != ' ' || parts) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The key of an answer of words alone; null if there is more to it. */
  private static String words(String answer) {
    String s = answer.strip();
    for (String command : List.of("\\text", "\\mbox", "\\textbf", "\\mathrm", "\\textit")) {
      s = s.replace(command + "{", "{");
    }
    int run = 0;
    boolean word = false;
    boolean digits = false;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      run = Character.isLetter(c) ? run + 1 : 0;
      word |= run >= 3;
      digits |= Character.isDigit(c);
      if (run == 0 && !Character.isDigit(c) && " {}.,'-()$\u00A0".indexOf(c) < 0) {
        return null;
      }
    }
    String key = MathWords.key(s);
    // One or two letters may be variables, whose case matters; beside digits there must be a word.
    return key.length() > 2 && (word || !digits) ? key : null;
  }
}
