package dev.collabgraph.suite.scoring.math;

import java.util.Map;
import java.util.Set;

/**
 * The words of LaTeX and of plain notation that {@link MathLexer} knows, and what each counts as.
 */
final class MathVocabulary {
  /** Commands that only lay out; they count as white space. */
  static final Set<String> LAYOUT =
      Set.of(
          "left",
          "right",
          "big",
          "Big",
          "bigg",
          "Bigg",
          "bigl",
          "bigr",
          "Bigl",
          "Bigr",
          "biggl",
          "biggr",
          "Biggl",
          "Biggr",
          "middle",
          "displaystyle",
          "textstyle",
          "scriptstyle",
          "limits",
          "nolimits",
          "quad",
          "qquad",
          "thinspace",
          "medspace",
          "thickspace",
          "enspace",
          "space",
          "hfill",
          "noindent",
          "bf",
          "rm",
          "it",
          "tt",
          "sf",
          "boldmath",
          "mathstrut",
          "strut",
          "nonumber",
          "notag",
          "allowbreak",
          "relax",
          "therefore",
          "tiny",
          "small",
          "normalsize",
          "large",
          "Large",
          "LARGE",
          "huge",
          "Huge");

  /** Commands whose argument is text or a formula in another face. */
  static final Set<String> TEXTS =
      Set.of(
          "text",
          "mbox",
          "textbf",
          "textit",
          "textrm",
          "textsf",
          "texttt",
          "textnormal",
          "mathrm",
          "mathbf",
          "mathit",
          "mathsf",
          "mathtt",
          "operatorname",
          "hbox",
          "emph",
          "boldsymbol",
          "bm",
          "textup",
          "underline",
          "mathnormal",
          "textsc");

  /** Commands by what they are read as. */
  static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("dfrac", "frac"),
          Map.entry("tfrac", "frac"),
          Map.entry("cfrac", "frac"),
          Map.entry("nicefrac", "frac"),
          Map.entry("sfrac", "frac"),
          Map.entry("surd", "sqrt"),
          Map.entry("textdegree", "circ"),
          Map.entry("overrightarrow", "vec"),
          Map.entry("leq", "le"),
          Map.entry("geq", "ge"),
          Map.entry("leqslant", "le"),
          Map.entry("geqslant", "ge"),
          Map.entry("neq", "ne"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("ast", "cdot"),
          Map.entry("lbrace", "set{"),
          Map.entry("rbrace", "set}"),
          Map.entry("lbrack", "["),
          Map.entry("rbrack", "]"),
          Map.entry("lvert", "|"),
          Map.entry("rvert", "|"),
          Map.entry("vert", "|"),
          Map.entry("mid", "|"),
          Map.entry("dbinom", "binom"),
          Map.entry("tbinom", "binom"),
          Map.entry("varnothing", "emptyset"),
          Map.entry("arcsin", "asin"),
          Map.entry("arccos", "acos"),
          Map.entry("arctan", "atan"),
          Map.entry("bigcup", "cup"),
          Map.entry("degree", "circ"),
          Map.entry("ldots", "dots"),
          Map.entry("cdots", "dots"),
          Map.entry("equiv", "="),
          Map.entry("colon", ":"),
          Map.entry("simeq", "approx"),
          Map.entry("to", "dots"),
          Map.entry("infin", "infty"),
          Map.entry("backslash", "setminus"),
          Map.entry("cr", "\\\\"),
          Map.entry("newline", "\\\\"),
          Map.entry("bar", "overline"),
          Map.entry("dot", "overline"),
          Map.entry("land", "and"),
          Map.entry("lor", "or"),
          Map.entry("varphi", "phi"),
          Map.entry("varepsilon", "epsilon"),
          Map.entry("vartheta", "theta"),
          Map.entry("lfloor", "lfloor"));

  /** Names of functions and constants, in lower case, that may stand without a backslash. */
  static final Set<String> NAMES =
      Set.of(
          "sin",
          "cos",
          "tan",
          "cot",
          "sec",
          "csc",
          "asin",
          "acos",
          "atan",
          "arcsin",
          "arccos",
          "arctan",
          "ln",
          "log",
          "exp",
          "sqrt",
          "pi",
          "inf",
          "infty",
          "infinity",
          "abs",
          "sinh",
          "cosh",
          "tanh",
          "cbrt",
          "lg",
          "cis",
          "frac");

  /** What follows the digits of an ordinal number. */
  static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");

  private static final int MAX_SPACING = 12;

  private MathVocabulary() {}

  /** Where a text goes on after the end of a row and a spacing such as {@code [2pt]}. */
  static int afterSpacing(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '[') {
      return at;
    }
    int end = text.indexOf(']', at);
    boolean length =
        end > at + 2
            && end - at < MAX_SPACING
            && Character.isLetter(text.charAt(end - 1))
            && Character.isLetter(text.charAt(end - 2));
    for (int i = at + 1; length && i < end - 2; i++) {
      length = "0123456789.- ".indexOf(text.charAt(i)) >= 0;
    }
    return length ? end + 1 : at;
  }

  /** The one of several names for the same that the parser knows. */
  static String canonicalName(String name) {
    return switch (name) {
      case "inf", "infinity" -> "infty";
      case "arcsin" -> "asin";
      case "arccos" -> "acos";
      case "arctan" -> "atan";
      default -> name;
    };
  }
}
