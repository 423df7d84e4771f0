package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathLexer.Kind;
import dev.collabgraph.suite.scoring.math.MathLexer.Token;
import java.util.ArrayList;
import java.util.List;

/** A position in a list of tokens, and how deep the reading of it is. */
final class MathCursor {
  private final List<Token> tokens;
  private int at;
  private int depth;

  MathCursor(List<Token> tokens) {
    this.tokens = new ArrayList<>(tokens);
  }

  Token peek() {
    return tokens.get(at);
  }

  Token ahead(int offset) {
    return tokens.get(Math.max(0, Math.min(at + offset, tokens.size() - 1)));
  }

  Token behind() {
    return at == 0 ? null : tokens.get(at - 1);
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() == Kind.END) {
      throw new UnsureException("it ends too early");
    }
    at++;
    return token;
  }

  boolean accept(String symbol) {
    if (!peek().is(symbol)) {
      return false;
    }
    at++;
    return true;
  }

  void expect(String symbol) {
    if (!accept(symbol)) {
      throw new UnsureException("expected " + symbol);
    }
  }

  /** Whether a token ends what stands inside a bracket, a cell or a row. */
  boolean closes(Token token) {
    return token.is(")")
        || token.is("]")
        || token.is("}")
        || token.is("set}")
        || token.is("|")
        || token.is("&")
        || token.is("\\\\")
        || token.is("end")
        || token.is("rangle");
  }

  /** Takes the first digit of the number that stands next, as TeX does. */
  Token digit() {
    Token number = peek();
    String text = number.text();
    if (text.length() <= 1) {
      return next();
    }
    tokens.set(at, new Token(Kind.NUMBER, text.substring(1), false));
    return new Token(Kind.NUMBER, text.substring(0, 1), number.spaced());
  }

  int mark() {
    return at;
  }

  void enter() {
    if (++depth > MathParser.MAX_DEPTH) {
      throw new UnsureException("nested too deep");
    }
  }

  void leave() {
    depth--;
  }
}
