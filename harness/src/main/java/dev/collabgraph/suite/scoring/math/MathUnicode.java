package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.text.Texts;
import java.util.Map;

/** Letters of Unicode that stand for what LaTeX has a command for. */
final class MathUnicode {
  private static final Map<Character, String> COMMANDS =
      Map.ofEntries(
          Map.entry('−', "-"),
          Map.entry('–', "-"),
          Map.entry('‑', "-"),
          Map.entry('∴', " "),
          Map.entry('¢', "\\text{ cents}"),
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
          Map.entry('≈', "\\approx "),
          Map.entry('½', "\\frac12 "),
          Map.entry('⅓', "\\frac13 "),
          Map.entry('⅔', "\\frac23 "),
          Map.entry('¼', "\\frac14 "),
          Map.entry('¾', "\\frac34 "),
          Map.entry('⅕', "\\frac15 "),
          Map.entry('⅖', "\\frac25 "),
          Map.entry('⅗', "\\frac35 "),
          Map.entry('⅘', "\\frac45 "),
          Map.entry('⅙', "\\frac16 "),
          Map.entry('⅚', "\\frac56 "),
          Map.entry('⅛', "\\frac18 "),
          Map.entry('⅜', "\\frac38 "),
          Map.entry('⅝', "\\frac58 "),
          Map.entry('⅞', "\\frac78 "),
          Map.entry('θ', "\\theta "),
          Map.entry('α', "\\alpha "),
          Map.entry('β', "\\beta "),
          Map.entry('∖', "\\setminus "),
          Map.entry('’', "'"),
          Map.entry('⟨', "\\langle "),
          Map.entry('⟩', "\\rangle "),
          Map.entry('γ', "\\gamma "),
          Map.entry('δ', "\\delta "),
          Map.entry('λ', "\\lambda "),
          Map.entry('μ', "\\mu "),
          Map.entry('ρ', "\\rho "),
          Map.entry('σ', "\\sigma "),
          Map.entry('φ', "\\phi "),
          Map.entry('ω', "\\omega "),
          Map.entry('∠', "\\angle "),
          Map.entry('∛', "\\sqrt[3]"),
          Map.entry('⁄', "/"),
          Map.entry('∗', "*"),
          Map.entry('′', "'"),
          Map.entry('…', "\\ldots "),
          Map.entry('℃', "^\\circ C"),
          Map.entry('℉', "^\\circ F"),
          Map.entry('\u00A0', " "),
          Map.entry('\u2009', " "),
          Map.entry('\u202F', " "));

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿˣ";
  private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
  private static final String RAISED = "0123456789-+nx";

  private MathUnicode() {}

  /** The answer with such letters replaced, full-width ones too; itself if it has none. */
  static String replaced(String given) {
    String answer = Texts.halfWidth(given);
    StringBuilder out = null;
    for (int i = 0; i < answer.length(); i++) {
      char c = answer.charAt(i);
      int end = c < 128 ? i : run(answer, i);
      if (end > i) {
        out = out == null ? new StringBuilder(answer.substring(0, i)) : out;
        append(out, answer.substring(i, end));
        i = end - 1;
        continue;
      }
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

  /** End of a run of raised or lowered letters, or of a root's digits; {@code start} if none. */
  private static int run(String text, int start) {
    char c = text.charAt(start);
    int end = start;
    if (c == '√' || c == '∛') {
      end++;
      while (end < text.length() && MathDigits.digit(text.charAt(end))) {
        end++;
      }
      return end > start + 1 ? end : start;
    }
    String script = SUPERSCRIPTS.indexOf(c) >= 0 ? SUPERSCRIPTS : SUBSCRIPTS;
    while (end < text.length() && script.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  /** Such a run as one exponent, index or argument. */
  private static void append(StringBuilder out, String run) {
    String root = COMMANDS.get(run.charAt(0));
    if (root != null) {
      out.append(root.strip()).append('{').append(run, 1, run.length()).append('}');
      return;
    }
    String script = SUPERSCRIPTS.indexOf(run.charAt(0)) >= 0 ? SUPERSCRIPTS : SUBSCRIPTS;
    out.append(script.equals(SUPERSCRIPTS) ? "^{" : "_{");
    for (int i = 0; i < run.length(); i++) {
      out.append(RAISED.charAt(script.indexOf(run.charAt(i))));
    }
    out.append('}');
  }
}
