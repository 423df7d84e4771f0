package dev.collabgraph.suite.scoring.math;

/** Turns intervals in the French manner, {@code ]0,1]} and {@code [0,1[}, into the usual one. */
final class MathBrackets {
  private MathBrackets() {}

  /**
   * The answer with such brackets turned round: one that closes where none is open opens, and one
   * that opens behind a comma and in front of the end or a union closes. Linear.
   */
  static String usual(String answer) {
    char[] out = null;
    int depth = 0;
    boolean parted = false;
    for (int i = 0; i < answer.length(); i++) {
      char c = answer.charAt(i);
      char usual = c;
      if (c == '\\') {
        i++; // of \[ and \{
      } else if (c == ']' && depth == 0) {
        usual = '(';
        depth = 1;
        parted = false;
      } else if (c == '[' && depth == 1 && parted && ends(answer, i + 1)) {
        usual = ')';
        depth = 0;
      } else if (c == '[' || c == '(') {
        parted &= depth > 0;
        depth++;
      } else if (c == ']' || c == ')') {
        depth = Math.max(0, depth - 1);
      } else if (c == ',' || c == ';') {
        parted |= depth == 1;
      }
      if (usual != c) {
        out = out == null ? answer.toCharArray() : out;
        out[i] = usual;
      }
    }
    return out == null || depth != 0 ? answer : new String(out);
  }

  /** Whether nothing or a union follows. */
  private static boolean ends(String text, int start) {
    int at = start;
    while (at < text.length() && " $.".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at == text.length()
        || text.startsWith("\\cup", at)
        || text.startsWith("\\)", at)
        || text.charAt(at) == '∪'
        || text.charAt(at) == 'U';
  }
}
