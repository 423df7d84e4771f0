package dev.collabgraph.suite.scoring;

import java.util.Map;

/** Letters of Unicode that stand for what LaTeX has a command for. */
final class MathUnicode {
  private static final Map<Character, String> COMMANDS =
      Map.ofEntries(
          Map.entry('−', "-"),
          Map.entry('–', "-"),
          Map.entry('×', "\\times "),
          Map.entry('·', "\\cdot "),
          Map.entry('⋅', "\\cdot "),
          Map.entry('÷', "\\div "),
          Map.entry('±', "\\pm "),
          Map.entry('∓', "\\mp "),
          Map.entry('≤', "\\le "),
          Map.entry('≥', "\\ge "),
          Map.entry('≠', "\\ne "),
          Map.entry('∞', "\\infty "),
          Map.entry('π', "\\pi "),
          Map.entry('√', "\\sqrt "),
          Map.entry('°', "^\\circ "),
          Map.entry('∪', "\\cup "),
          Map.entry('∩', "\\cap "),
          Map.entry('∈', "\\in "),
          Map.entry('∅', "\\emptyset "),
          Map.entry('ℝ', "\\mathbb{R}"),
          Map.entry('≈', "="),
          Map.entry('½', "\\frac12 "),
          Map.entry('⅓', "\\frac13 "),
          Map.entry('⅔', "\\frac23 "),
          Map.entry('¼', "\\frac14 "),
          Map.entry('¾', "\\frac34 "),
          Map.entry('²', "^2 "),
          Map.entry('³', "^3 "),
          Map.entry('θ', "\\theta "),
          Map.entry('α', "\\alpha "),
          Map.entry('β', "\\beta "),
          Map.entry('∖', "\\setminus "),
          Map.entry('’', "'"),
          Map.entry('⟨', "\\langle "),
          Map.entry('⟩', "\\rangle "),
          Map.entry('₂', "_2 "),
          Map.entry('\u00A0', " "),
          Map.entry('\u2009', " "),
          Map.entry('\u202F', " "));

  private MathUnicode() {}

  /** The answer with such letters replaced; itself if it has none. */
  static String replaced(String answer) {
    StringBuilder out = null;
    for (int i = 0; i < answer.length(); i++) {
      char c = answer.charAt(i);
      String replacement = c < 128 ? null : COMMANDS.get(c);
      if (replacement != null && out == null) {
        out = new StringBuilder(answer.length() + 16).append(answer, 0, i);
      }
      if (out != null) {
        out.append(replacement == null ? "" + c : replacement);
      }
    }
    return out == null ? answer : out.toString();
  }
}
