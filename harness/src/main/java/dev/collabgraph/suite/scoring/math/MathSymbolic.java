package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.text.Texts;
import java.util.List;

/** Compares two written answers: by look, as words, then by meaning. Never throws. */
final class MathSymbolic {
  /** Longer answers are compared by look only. */
  static final int MAX_LENGTH = 10_000;

  private MathSymbolic() {}

  static boolean equal(MathEquality equality, String one, String other) {
    String a = unboxed(one);
    String b = unboxed(other);
    if (MathLook.of(a).equals(MathLook.of(b))) {
      return true;
    }
    if (a.length() > MAX_LENGTH || b.length() > MAX_LENGTH) {
      return false;
    }
    MathLabel left = MathLabel.of(a);
    MathLabel right = MathLabel.of(b);
    if (left != null && right != null) {
      return left.letter() == right.letter() && meaning(equality, left.rest(), right.rest());
    }
    if (left != null) {
      return left.isLetterOf(b) || meaning(equality, left.rest(), b);
    }
    return right == null ? meaning(equality, a, b) : equal(equality, b, a);
  }

  private static boolean meaning(MathEquality equality, String a, String b) {
    String words = words(a);
    String others = words(b);
    if (words != null && words.equals(others)) {
      return true;
    }
    try {
      List<MathNode> left = MathParser.readings(set(a, words));
      List<MathNode> right = MathParser.readings(set(b, others));
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

  /** The sign of the set that words name; the answer as it is if they name none. */
  private static String set(String answer, String words) {
    if (words == null) {
      return answer;
    }
    return words.equals("empty set") || words.equals("the empty set")
        ? "\\emptyset"
        : MathForms.EVERYTHING.contains(words) ? "\\mathbb{R}" : answer;
  }

  private static String unboxed(String given) {
    String answer = Texts.afterThinking(given);
    if (answer.indexOf("box") < 0) {
      return answer;
    }
    String boxed = MathAnswers.boxed(answer);
    return boxed == null ? answer : boxed;
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
