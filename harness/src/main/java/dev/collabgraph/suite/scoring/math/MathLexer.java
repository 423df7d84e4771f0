package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.text.Boxes;
import dev.collabgraph.suite.scoring.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits an answer in LaTeX or plain notation into tokens; layout commands vanish. Linear. */
final class MathLexer {
  static final int MAX_TOKENS = 4000;

  private static final int MAX_NESTING = 8;

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

  private final String text;
  private final boolean joinInside;
  private final boolean unitLetters;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int depth;
  private int nesting;
  private boolean spaced;
  private boolean joinedInside;
  private boolean prose;

  private MathLexer(String text, boolean joinInside, boolean unitLetters) {
    this.text = text;
    this.unitLetters = unitLetters;
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
    return tokens(answer, joinInside, false);
  }

  /**
   * As {@link #tokens(String, boolean)}.
   *
   * @param unitLetters whether a letter after a number is a unit if it can be one
   */
  static Tokens tokens(String answer, boolean joinInside, boolean unitLetters) {
    MathLexer lexer = new MathLexer(MathUnicode.replaced(answer), joinInside, unitLetters);
    while (lexer.at < lexer.text.length()) {
      lexer.next();
      if (lexer.tokens.size() > MAX_TOKENS) {
        throw new UnsureException("too many tokens");
      }
    }
    lexer.add(Kind.END, "");
    return new Tokens(lexer.tokens, lexer.joinedInside);
  }

  private char peek(int offset) {
    return at + offset < text.length() ? text.charAt(at + offset) : '\0';
  }

  private void add(Kind kind, String value) {
    tokens.add(new Token(kind, value, spaced));
    spaced = false;
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private void next() {
    char c = peek(0);
    if (MathDigits.digit(c)
        || c == '.' && (MathDigits.digit(peek(1)) || MathDigits.barred(text, at + 1))) {
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
    MathDigits.Read read = MathDigits.read(text, at, depth > 0, joinInside);
    at = read.end();
    joinedInside |= read.ambiguous();
    add(Kind.NUMBER, read.digits());
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
            && MathVocabulary.ORDINALS.contains(run);
    if (ordinal) {
      add(Kind.WORD, run);
    } else if (MathVocabulary.NAMES.contains(lower)) {
      add(Kind.COMMAND, MathVocabulary.canonicalName(lower));
    } else if (prose && run.length() > 1) {
      add(Kind.WORD, run);
    } else if (run.length() == 1) {
      add(
          unitLetters && MathUnits.known(run) && follows() && amount() ? Kind.WORD : Kind.LETTER,
          run);
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
        || ofUnits(last)
        || spaced;
  }

  /** Whether the sign between two units stands before, as in a product of them. */
  private boolean ofUnits(Token last) {
    return last.is("cdot")
        && tokens.size() > 1
        && tokens.get(tokens.size() - 2).kind() == Kind.WORD
        && MathUnits.understood(tokens.get(tokens.size() - 2).text());
  }

  /** Whether an amount stands before. */
  private boolean amount() {
    Token last = tokens.get(tokens.size() - 1);
    return ofUnits(last)
        || last.kind() == Kind.NUMBER
        || last.is("}")
        || last.is("/")
        || last.is("pi");
  }

  private static boolean hasVowel(String run) {
    for (int i = 0; i < run.length(); i++) {
      if ("eiou".indexOf(run.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private void command() {
    char c = peek(1);
    if (!letter(c)) {
      at += Math.min(2, text.length() - at);
      switch (c) {
        case ',', ';', ':', '!', ' ', '>', '(', ')', '\n', '\0' -> spaced = true;
        case '[', ']' -> spaced = true;
        case '\\' -> {
          add(Kind.SYMBOL, "\\\\");
          at = MathVocabulary.afterSpacing(text, at);
        }
        case '{', '}' -> {
          depth += c == '{' ? 1 : -1;
          add(Kind.COMMAND, "set" + c);
        }
        case '%' -> add(Kind.SYMBOL, "%");
        case '$' -> add(Kind.SYMBOL, "$");
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
    String currency = MathCurrency.command(name);
    if (currency != null) {
      add(Kind.SYMBOL, currency);
      return;
    }
    if (name.equals("not") && peek(0) == '=') {
      push("ne", 1);
    } else if (MathVocabulary.LAYOUT.contains(name)) {
      spaced = true;
      if ((name.equals("left") || name.equals("right")) && peek(0) == '.') {
        at++;
      }
    } else if (name.equals("hspace") || name.equals("phantom") || name.endsWith("color")) {
      argument();
      spaced = true;
    } else if (MathVocabulary.TEXTS.contains(name)) {
      wrapped(
          argument().replace('~', ' '),
          name.startsWith("math") && !name.equals("mathrm") || name.startsWith("b"),
          !name.startsWith("math"));
    } else if (name.equals("mathbb") || name.equals("mathcal") || name.equals("Bbb")) {
      add(Kind.LETTER, name.charAt(name.length() - 1) + ":" + argument().strip());
    } else {
      String alias = MathVocabulary.ALIASES.getOrDefault(name, name);
      boolean symbol = alias.length() == 1 && !letter(alias.charAt(0));
      add(symbol ? Kind.SYMBOL : Kind.COMMAND, alias);
    }
  }

  /** Text inside a formula: a letter or a number is mathematics all the same. */
  private void wrapped(String content, boolean variable, boolean text) {
    String inner = content.strip();
    String units = tokens.isEmpty() || variable ? null : MathUnits.product(inner);
    boolean number = !inner.isEmpty();
    for (int i = 0; i < inner.length(); i++) {
      number &= MathDigits.digit(inner.charAt(i)) || ".,-".indexOf(inner.charAt(i)) >= 0;
    }
    String lower = inner.toLowerCase(Locale.ROOT);
    if (inner.isEmpty()) {
      spaced = true;
    } else if (inner.length() == 1 && letter(inner.charAt(0))) {
      add(
          MathUnits.known(inner) && follows() && (content.startsWith(" ") || !variable && amount())
              ? Kind.WORD
              : Kind.LETTER,
          inner);
    } else if (units != null) {
      add(Kind.WORD, units);
    } else if (number
        || MathDigits.digit(inner.charAt(0))
        || MathVocabulary.NAMES.contains(lower)
        || inner.indexOf('\\') >= 0) {
      MathLexer nested = new MathLexer(inner, joinInside, unitLetters);
      nested.depth = depth;
      nested.nesting = nesting + 1;
      nested.prose = text;
      if (nested.nesting > MAX_NESTING) {
        throw new UnsureException("text inside text, too deep");
      }
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
