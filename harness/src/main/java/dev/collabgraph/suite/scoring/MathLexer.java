package dev.collabgraph.suite.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Splits an answer in LaTeX or plain notation into tokens; layout commands vanish. Linear. */
final class MathLexer {
  static final int MAX_TOKENS = 4000;

  /** Kinds of tokens. */
  enum Kind {
    NUMBER,
    LETTER,
    COMMAND,
    TEXT,
    WORD,
    SYMBOL,
    END
  }

  /**
   * A token.
   *
   * @param spaced whether white space stands before it
   */
  record Token(Kind kind, String text, boolean spaced) {
    boolean is(String symbol) {
      return (kind == Kind.SYMBOL || kind == Kind.COMMAND) && text.equals(symbol);
    }
  }

  private static final Set<String> LAYOUT =
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
          "dollar",
          "pounds",
          "euro");
  private static final Set<String> TEXTS =
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
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("dfrac", "frac"),
          Map.entry("tfrac", "frac"),
          Map.entry("cfrac", "frac"),
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
          Map.entry("approx", "="),
          Map.entry("equiv", "="),
          Map.entry("colon", ":"),
          Map.entry("simeq", "="),
          Map.entry("to", "dots"),
          Map.entry("infin", "infty"),
          Map.entry("backslash", "setminus"),
          Map.entry("bar", "overline"),
          Map.entry("dot", "overline"),
          Map.entry("land", "and"),
          Map.entry("lor", "or"),
          Map.entry("varphi", "phi"),
          Map.entry("varepsilon", "epsilon"),
          Map.entry("vartheta", "theta"),
          Map.entry("lfloor", "lfloor"));
  private static final Map<Character, String> UNICODE =
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
  private static final Set<String> NAMES =
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

  private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");

  private final String text;
  private final boolean joinInside;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int depth;
  private boolean spaced;
  private boolean joinedInside;

  private MathLexer(String text, boolean joinInside) {
    this.text = text;
    this.joinInside = joinInside;
  }

  /** Tokens and whether a comma inside brackets could be read as a thousands separator. */
  record Tokens(List<Token> list, boolean ambiguous) {}

  /**
   * Tokens of an answer, ended by one {@link Kind#END}.
   *
   * @param joinInside whether {@code 1,234} inside brackets is one number
   * @throws UnsureException beyond the limit
   */
  static Tokens tokens(String answer, boolean joinInside) {
    MathLexer lexer = new MathLexer(plain(answer), joinInside);
    while (lexer.at < lexer.text.length()) {
      lexer.next();
      if (lexer.tokens.size() > MAX_TOKENS) {
        throw new UnsureException("too many tokens");
      }
    }
    lexer.add(Kind.END, "");
    return new Tokens(lexer.tokens, lexer.joinedInside);
  }

  private static String plain(String answer) {
    StringBuilder out = null;
    for (int i = 0; i < answer.length(); i++) {
      char c = answer.charAt(i);
      String replacement = c < 128 ? null : UNICODE.get(c);
      if (replacement != null && out == null) {
        out = new StringBuilder(answer.length() + 16).append(answer, 0, i);
      }
      if (out != null) {
        out.append(replacement == null ? "" + c : replacement);
      }
    }
    return out == null ? answer : out.toString();
  }

  private char peek(int offset) {
    return at + offset < text.length() ? text.charAt(at + offset) : '\0';
  }

  private void add(Kind kind, String value) {
    tokens.add(new Token(kind, value, spaced));
    spaced = false;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private void next() {
    char c = peek(0);
    if (digit(c) || c == '.' && digit(peek(1))) {
      number();
    } else if (letter(c)) {
      word();
    } else if (c == '\\') {
      command();
    } else if (Texts.isSpace(c) || c == '~' || c == '$' || c == '\u200B') {
      spaced = true;
      at++;
    } else if (Character.isLetter(c)) {
      int start = at;
      while (Character.isLetter(peek(0))) {
        at++;
      }
      add(Kind.WORD, text.substring(start, at));
    } else {
      symbol(c);
    }
  }

  private void symbol(char c) {
    String two = text.substring(at, Math.min(text.length(), at + 2));
    switch (two) {
      case "<=" -> push("le", 2);
      case ">=" -> push("ge", 2);
      case "!=" -> push("ne", 2);
      case "**" -> push("^", 2);
      case "==" -> push("=", 2);
      case "^{" -> {
        if (text.startsWith("^{\\circ}", at)) {
          push("circ", 8);
        } else {
          push("^", 1);
        }
      }
      default -> {
        if (text.startsWith("^\\circ", at)) {
          push("circ", 6);
          return;
        }
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        push("" + c, 1);
      }
    }
  }

  private void push(String symbol, int length) {
    add(Kind.SYMBOL, symbol);
    at += length;
  }

  private void number() {
    StringBuilder digits = new StringBuilder();
    int group = run(digits);
    while (group > 0 && group <= 3) {
      int separator = separator();
      if (separator == 0 || !digits3(separator)) {
        break;
      }
      boolean comma = peek(0) == ',' && separator == 1;
      if (comma && (depth > 0 || digits.toString().equals("0"))) {
        joinedInside = true;
        if (!joinInside) {
          break;
        }
      }
      at += separator;
      group = run(digits);
    }
    if (peek(0) == '.' && digit(peek(1))) {
      digits.append('.');
      at++;
      run(digits);
    } else if (peek(0) == '.' && text.startsWith("\\overline", at + 1)) {
      digits.append('.');
      at++;
    }
    if ((peek(0) == 'e' || peek(0) == 'E')
        && (digit(peek(1)) || (peek(1) == '-' || peek(1) == '+') && digit(peek(2)))) {
      digits.append('e').append(peek(1));
      at += 2;
      run(digits);
    }
    add(Kind.NUMBER, digits.toString());
  }

  private int run(StringBuilder digits) {
    int start = at;
    while (digit(peek(0))) {
      digits.append(peek(0));
      at++;
    }
    return at - start;
  }

  private int separator() {
    for (String separator : List.of("{,}", ",\\!", "\\,", "\\!", "\\ ", ",", " ", "~")) {
      if (text.startsWith(separator, at)) {
        return separator.length();
      }
    }
    return 0;
  }

  private boolean digits3(int from) {
    char after = peek(from + 3);
    return digit(peek(from))
        && digit(peek(from + 1))
        && digit(peek(from + 2))
        && !digit(after)
        && !(peek(0) == ' ' && (after == '/' || after == '.'));
  }

  private void word() {
    int start = at;
    while (letter(peek(0))) {
      at++;
    }
    String run = text.substring(start, at);
    String lower = run.toLowerCase(Locale.ROOT);
    boolean ordinal =
        !spaced
            && !tokens.isEmpty()
            && tokens.get(tokens.size() - 1).kind() == Kind.NUMBER
            && ORDINALS.contains(run);
    if (ordinal) {
      add(Kind.WORD, run);
    } else if (NAMES.contains(lower)) {
      add(Kind.COMMAND, canonicalName(lower));
    } else if (run.length() == 1) {
      add(Kind.LETTER, run);
    } else if (MathUnits.known(run) && follows()
        || run.length() >= 5
        || lower.equals("or")
        || lower.equals("and")
        || run.length() >= 3 && hasVowel(lower)
        || run.length() == 2 && (lower.equals("no") || lower.equals("am") || lower.equals("pm"))) {
      add(Kind.WORD, run);
    } else {
      for (int i = 0; i < run.length(); i++) {
        add(Kind.LETTER, run.substring(i, i + 1));
      }
    }
  }

  /** Whether a number, a bracket or another word stands before, so that a unit may follow. */
  private boolean follows() {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.get(tokens.size() - 1);
    return last.kind() == Kind.NUMBER
        || last.kind() == Kind.WORD
        || last.kind() == Kind.TEXT
        || last.is("}")
        || last.is(")")
        || last.is("pi")
        || last.is("/")
        || spaced;
  }

  private static boolean hasVowel(String run) {
    for (int i = 0; i < run.length(); i++) {
      if ("eiou".indexOf(run.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static String canonicalName(String name) {
    return switch (name) {
      case "inf", "infinity" -> "infty";
      case "arcsin" -> "asin";
      case "arccos" -> "acos";
      case "arctan" -> "atan";
      default -> name;
    };
  }

  private void command() {
    char c = peek(1);
    if (!letter(c)) {
      at += Math.min(2, text.length() - at);
      switch (c) {
        case ',', ';', ':', '!', ' ', '>', '(', ')', '\n', '\0' -> spaced = true;
        case '[', ']' -> spaced = true;
        case '\\' -> add(Kind.SYMBOL, "\\\\");
        case '{', '}' -> {
          depth += c == '{' ? 1 : -1;
          add(Kind.COMMAND, "set" + c);
        }
        case '%' -> add(Kind.SYMBOL, "%");
        case '$' -> spaced = true;
        case '|' -> add(Kind.SYMBOL, "|");
        default -> throw new UnsureException("unknown command");
      }
      return;
    }
    int start = at + 1;
    at++;
    while (letter(peek(0))) {
      at++;
    }
    String name = text.substring(start, at);
    if (LAYOUT.contains(name)) {
      spaced = true;
      if ((name.equals("left") || name.equals("right")) && peek(0) == '.') {
        at++;
      }
    } else if (name.equals("hspace") || name.equals("phantom") || name.equals("color")) {
      argument();
      spaced = true;
    } else if (TEXTS.contains(name)) {
      wrapped(argument());
    } else if (name.equals("mathbb") || name.equals("mathcal") || name.equals("Bbb")) {
      add(Kind.LETTER, name.charAt(name.length() - 1) + ":" + argument().strip());
    } else {
      String alias = ALIASES.getOrDefault(name, name);
      boolean symbol = alias.length() == 1 && !letter(alias.charAt(0));
      add(symbol ? Kind.SYMBOL : Kind.COMMAND, alias);
    }
  }

  /** Text inside a formula: a letter or a number is mathematics all the same. */
  private void wrapped(String content) {
    String inner = content.strip();
    boolean number = !inner.isEmpty();
    for (int i = 0; i < inner.length(); i++) {
      number &= digit(inner.charAt(i)) || ".,-".indexOf(inner.charAt(i)) >= 0;
    }
    String lower = inner.toLowerCase(Locale.ROOT);
    if (inner.isEmpty()) {
      spaced = true;
    } else if (inner.length() == 1 && letter(inner.charAt(0))) {
      add(
          MathUnits.known(inner) && follows() && content.startsWith(" ") ? Kind.WORD : Kind.LETTER,
          inner);
    } else if (number
        || digit(inner.charAt(0))
        || NAMES.contains(lower)
        || inner.indexOf('\\') >= 0) {
      MathLexer nested = new MathLexer(inner, joinInside);
      nested.depth = depth;
      while (nested.at < nested.text.length()) {
        nested.next();
        if (nested.tokens.size() > MAX_TOKENS) {
          throw new UnsureException("too many tokens");
        }
      }
      tokens.addAll(nested.tokens);
    } else {
      add(Kind.TEXT, inner);
    }
  }

  /** The group in braces that follows, or one character. */
  private String argument() {
    while (peek(0) == ' ' || peek(0) == '*') {
      at++;
    }
    if (peek(0) == '{') {
      int end = Boxes.closing(text, at);
      if (end < 0) {
        throw new UnsureException("unbalanced braces");
      }
      String content = text.substring(at + 1, end);
      at = end + 1;
      return content;
    }
    if (at >= text.length()) {
      return "";
    }
    return "" + text.charAt(at++);
  }
}
