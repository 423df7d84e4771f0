package dev.collabgraph.suite.scoring.math;

/**
 * The published rule of the MATH data set (Hendrycks et al. 2021, "Measuring Mathematical Problem
 * Solving With the MATH Dataset"): an answer is what the last {@code \boxed{...}} holds, and two
 * answers agree if they are the same text after a fixed list of rewritings. Its quirks are kept,
 * for the sake of figures that compare: {@code \boxed 9} and {@code \fbox{9}} give no answer, only
 * {@code 0.5} is turned into a fraction, two units make the rewriting fail, and texts whose
 * rewriting fails are compared as they are.
 */
final class MathOfficial {
  private static final String BOXED = "\\boxed{";

  private MathOfficial() {}

  /** What the last box holds; null if there is none that the rule reads. */
  static String extract(String text) {
    int start = text.lastIndexOf("\\boxed");
    if (start < 0) {
      start = text.lastIndexOf("\\fbox");
    }
    if (start < 0) {
      return null;
    }
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return text.startsWith(BOXED, start) ? text.substring(start + BOXED.length(), i) : null;
      }
    }
    return null;
  }

  /** Whether two answers agree. */
  static boolean equal(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    String x = rewritten(a);
    String y = x == null ? null : rewritten(b);
    return y != null && x.equals(y);
  }

  /** The rewritten text; null where the rule fails. */
  static String rewritten(String text) {
    String s = text.replace("\n", "").replace("\\!", "").replace("\\\\", "\\");
    s = s.replace("tfrac", "frac").replace("dfrac", "frac");
    s = s.replace("\\left", "").replace("\\right", "");
    s = s.replace("^{\\circ}", "").replace("^\\circ", "").replace("\\$", "");
    int unit = s.indexOf("\\text{ ");
    if (unit >= 0) {
      if (s.indexOf("\\text{ ", unit + 1) >= 0) {
        return null;
      }
      s = s.substring(0, unit);
    }
    s = s.replace("\\%", "").replace(" .", " 0.").replace("{.", "{0.");
    if (s.isEmpty()) {
      return s;
    }
    if (s.charAt(0) == '.') {
      s = "0" + s;
    }
    int equals = s.indexOf('=');
    if (equals >= 0 && s.indexOf('=', equals + 1) < 0 && s.codePointCount(0, equals) <= 2) {
      s = s.substring(equals + 1);
    }
    s = roots(s);
    s = s == null ? null : fractions(s.replace(" ", ""));
    if (s == null) {
      return null;
    }
    return s.equals("0.5") ? "\\frac{1}{2}" : slash(s);
  }

  /** {@code \sqrt3} becomes {@code \sqrt{3}}; null if nothing follows a root. */
  private static String roots(String s) {
    int at = s.indexOf("\\sqrt");
    if (at < 0) {
      return s;
    }
    StringBuilder out = new StringBuilder(s.length() + 8).append(s, 0, at);
    while (at >= 0) {
      int start = at + 5;
      int next = s.indexOf("\\sqrt", start);
      int end = next < 0 ? s.length() : next;
      if (start == end) {
        return null;
      }
      out.append("\\sqrt");
      if (s.charAt(start) != '{') {
        int one = s.offsetByCodePoints(start, 1);
        out.append('{').append(s, start, one).append('}');
        start = one;
      }
      out.append(s, start, end);
      at = next;
    }
    return out.toString();
  }

  /**
   * {@code \frac12} becomes {@code \frac{1}{2}}; null if nothing follows a fraction; all stays as
   * it is if only one character follows.
   */
  private static String fractions(String s) {
    int at = s.indexOf("\\frac");
    if (at < 0) {
      return s;
    }
    StringBuilder out = new StringBuilder(s.length() + 8).append(s, 0, at);
    while (at >= 0) {
      int start = at + 5;
      int next = s.indexOf("\\frac", start);
      int end = next < 0 ? s.length() : next;
      if (start == end) {
        return null;
      }
      out.append("\\frac");
      if (s.charAt(start) != '{') {
        int second = s.offsetByCodePoints(start, 1);
        if (second >= end) {
          return s;
        }
        int third = s.offsetByCodePoints(second, 1);
        out.append('{').append(s, start, second).append('}');
        if (s.charAt(second) == '{') {
          out.append('{');
        } else {
          out.append('{').append(s, second, third).append('}');
        }
        start = third;
      }
      out.append(s, start, end);
      at = next;
    }
    return out.toString();
  }

  /** A quotient of two whole numbers written as such becomes a fraction. */
  private static String slash(String s) {
    int at = s.indexOf('/');
    if (at < 0 || s.indexOf('/', at + 1) >= 0) {
      return s;
    }
    return whole(s, 0, at) && whole(s, at + 1, s.length())
        ? "\\frac{" + s.substring(0, at) + "}{" + s.substring(at + 1) + "}"
        : s;
  }

  /** Whether the part is a whole number in its shortest form. */
  private static boolean whole(String s, int start, int end) {
    int first = start < end && s.charAt(start) == '-' ? start + 1 : start;
    if (first >= end || s.charAt(first) == '0' && (end > first + 1 || first > start)) {
      return false;
    }
    for (int i = first; i < end; i++) {
      if (s.charAt(i) < '0' || s.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
