package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathLexer.Kind;
import dev.collabgraph.suite.scoring.math.MathLexer.Token;
import dev.collabgraph.suite.scoring.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what an expression is made of: numbers, names, brackets, fractions, roots, functions. */
final class MathAtoms {
  private static final Set<String> GREEK =
      Set.of(
          "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
          "lambda", "mu", "nu", "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
          "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega",
          "ell");
  private static final Set<String> OPENERS =
      Set.of(
          "(",
          "[",
          "{",
          "frac",
          "sqrt",
          "binom",
          "infty",
          "pi",
          "emptyset",
          "lfloor",
          "lceil",
          "begin",
          "langle",
          "overline",
          "cbrt",
          "abs",
          "angle");
  private static final List<String> BASES =
      List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
  private static final Map<String, Character> CLOSERS = Map.of(")", ')', "]", ']', "rangle", '>');

  private final MathCursor cursor;
  private final MathTerms terms;
  private final MathParser parser;
  private int bars;

  MathAtoms(MathCursor cursor, MathTerms terms, MathParser parser) {
    this.cursor = cursor;
    this.terms = terms;
    this.parser = parser;
  }

  /** Whether a token can begin a factor that follows another without a sign. */
  boolean begins(Token token) {
    return switch (token.kind()) {
      case NUMBER, LETTER -> true;
      case COMMAND, SYMBOL ->
          OPENERS.contains(token.text())
              || MathTerms.FUNCTIONS.contains(token.text())
              || GREEK.contains(token.text())
              || token.is("|") && bars == 0;
      default -> false;
    };
  }

  MathNode atom() {
    Token token = cursor.next();
    return switch (token.kind()) {
      case NUMBER -> number(token);
      case LETTER -> letter(token.text());
      case SYMBOL -> symbol(token);
      case COMMAND -> command(token);
      default -> throw new UnsureException("unexpected words");
    };
  }

  private MathNode number(Token token) {
    if (cursor.peek().is("overline")) {
      return repeating(token.text());
    }
    if (cursor.peek().is("_")) {
      cursor.next();
      MathNode base = group();
      if (base instanceof MathNode.Num b
          && b.value().isInteger()
          && b.value().bits() < 10
          && b.value().numerator().intValue() >= 2) {
        return new MathNode.Based(token.text(), b.value().numerator().intValue());
      }
      if (base instanceof MathNode.Words words && BASES.contains(words.key())) {
        return new MathNode.Based(token.text(), BASES.indexOf(words.key()) + 2);
      }
      throw new UnsureException("no base");
    }
    return MathTerms.number(token.text());
  }

  /** {@code 0.1\overline{6}}. */
  private MathNode repeating(String text) {
    int point = text.indexOf('.');
    if (point < 0) {
      throw new UnsureException("a bar over a whole number");
    }
    cursor.next();
    Token digits;
    if (cursor.accept("{")) {
      digits = cursor.next();
      cursor.expect("}");
    } else {
      digits = cursor.digit();
    }
    if (digits.kind() != Kind.NUMBER || digits.text().indexOf('.') >= 0) {
      throw new UnsureException("a bar over no digits");
    }
    return new MathNode.Num(MathTerms.repeating(text, digits.text()));
  }

  private MathNode letter(String name) {
    String full = name;
    if (cursor.peek().is("_")) {
      cursor.next();
      full = name + "_" + subscript();
    }
    int primes = 0;
    while (cursor.accept("'")) {
      primes++;
    }
    full += "'".repeat(primes);
    if (full.equals("e") || full.equals("i")) {
      return new MathNode.Const(full);
    }
    boolean call = full.charAt(0) == 'f' || full.charAt(0) == 'g'; // others may be factors
    if (call && cursor.peek().is("(") && !cursor.peek().spaced()) {
      cursor.next();
      List<MathNode> arguments = parser.items();
      cursor.expect(")");
      return new MathNode.Func(MathForms.CALL + full, arguments);
    }
    return new MathNode.Sym(full);
  }

  private String subscript() {
    if (!cursor.peek().is("{")) {
      return cursor.peek().kind() == Kind.NUMBER ? cursor.digit().text() : cursor.next().text();
    }
    cursor.next();
    StringBuilder text = new StringBuilder();
    for (int depth = 1; depth > 0; ) {
      Token token = cursor.next();
      depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
      if (depth > 0) {
        text.append(token.text());
      }
    }
    return text.toString();
  }

  private MathNode symbol(Token token) {
    return switch (token.text()) {
      case "(", "[" -> bracket(token.text().charAt(0));
      case "{" -> braces();
      case "|" -> {
        bars++;
        MathNode of = terms.expression();
        bars--;
        cursor.expect("|");
        yield new MathNode.Func("abs", List.of(of));
      }
      default -> throw new UnsureException("unexpected sign");
    };
  }

  /** A group of TeX. */
  private MathNode braces() {
    int outer = bars;
    bars = 0;
    if (cursor.accept("}")) {
      bars = outer;
      if (cursor.peek().kind() == Kind.END) {
        return new MathNode.Words("");
      }
      cursor.enter();
      MathNode next = atom();
      cursor.leave();
      return next;
    }
    MathNode node = parser.list(false);
    if (cursor.accept("over")) {
      node = new MathNode.Div(node, parser.list(false));
    } else if (cursor.accept("choose")) {
      node = new MathNode.Func("binom", List.of(node, parser.list(false)));
    }
    cursor.expect("}");
    bars = outer;
    return node;
  }

  private MathNode bracket(char open) {
    int outer = bars;
    bars = 0;
    if (cursor.accept(open == '(' ? ")" : "]")) {
      bars = outer;
      return new MathNode.Tuple(open, open == '(' ? ')' : ']', List.of());
    }
    List<MathNode> items = parser.items();
    Token close = cursor.next();
    bars = outer;
    if (!(close.is(")") || close.is("]"))) {
      throw new UnsureException("a bracket is not closed");
    }
    char end = CLOSERS.get(close.text());
    boolean matching = (open == '(') == (end == ')');
    if (items.size() == 1 && matching) {
      return items.get(0);
    }
    return new MathNode.Tuple(open, end, items);
  }

  private MathNode command(Token token) {
    String name = token.text();
    if (MathTerms.FUNCTIONS.contains(name)) {
      return function(name);
    }
    if (GREEK.contains(name)) {
      return letter("\\" + name);
    }
    switch (name) {
      case "frac":
        return fraction();
      case "sqrt":
        return root();
      case "cbrt":
        return new MathNode.Pow(argument(), third());
      case "abs":
        return new MathNode.Func("abs", List.of(argument()));
      case "binom":
        return new MathNode.Func("binom", List.of(argument(), argument()));
      case "pi":
        return new MathNode.Const("pi");
      case "infty":
        return new MathNode.Const("inf");
      case "emptyset":
        return new MathNode.Many(true, List.of());
      case "set{":
        return set();
      case "langle":
        List<MathNode> items = parser.items();
        cursor.expect("rangle");
        return new MathNode.Tuple('<', '>', items);
      case "lfloor":
        MathNode floor = terms.expression();
        cursor.expect("rfloor");
        return new MathNode.Func("floor", List.of(floor));
      case "lceil":
        MathNode ceiling = terms.expression();
        cursor.expect("rceil");
        return new MathNode.Func("ceil", List.of(ceiling));
      case "begin":
        return MathGrids.read(cursor, parser);
      case "overline", "angle", "triangle", "vec", "overrightarrow", "hat", "widehat":
        return new MathNode.Sym(name + "(" + letters() + ")");
      default:
        throw new UnsureException("unknown command");
    }
  }

  private String letters() {
    if (cursor.peek().is("{")) {
      return subscript();
    }
    StringBuilder text = new StringBuilder();
    while (cursor.peek().kind() == Kind.LETTER) {
      text.append(cursor.next().text());
    }
    if (text.length() == 0) {
      throw new UnsureException("a mark over nothing");
    }
    return text.toString();
  }

  private static MathNode third() {
    return new MathNode.Num(Rational.ONE.over(Rational.of(3)));
  }

  private MathNode set() {
    if (cursor.accept("set}")) {
      return new MathNode.Many(true, List.of());
    }
    int outer = bars;
    bars = 1; // a bar inside says "such that"
    boolean condition = suchThat();
    MathNode one = condition ? parser.list(false) : null;
    List<MathNode> items = condition ? List.of() : parser.items();
    bars = outer;
    if (items.size() == 1
        && items.get(0) instanceof MathNode.Grid system
        && !cursor.peek().is("set}")) {
      return MathGrids.system(system.rows()); // a brace in front of equations
    }
    cursor.expect("set}");
    if (condition && !MathForms.isCondition(one)) {
      throw new UnsureException("a set by a condition that is no inequality");
    }
    return condition ? one : new MathNode.Many(true, items);
  }

  /** Takes {@code x \mid} or {@code x \in \mathbb{R} :} at the beginning of a set. */
  private boolean suchThat() {
    boolean real =
        cursor.ahead(1).is("in")
            && cursor.ahead(2).kind() == Kind.LETTER
            && cursor.ahead(2).text().equals("b:R");
    Token sign = cursor.ahead(real ? 3 : 1);
    boolean such = cursor.peek().kind() == Kind.LETTER && (sign.is("|") || sign.is(":"));
    for (int i = 0; such && i < (real ? 4 : 2); i++) {
      cursor.next();
    }
    return such;
  }

  private MathNode fraction() {
    return new MathNode.Div(argument(), argument());
  }

  private MathNode root() {
    MathNode degree = new MathNode.Num(Rational.of(2));
    if (cursor.accept("[")) {
      degree = terms.expression();
      cursor.expect("]");
    }
    return new MathNode.Pow(argument(), new MathNode.Div(new MathNode.Num(Rational.ONE), degree));
  }

  /** A group, one digit or one other token, as TeX takes an argument. */
  private MathNode argument() {
    Token token = cursor.peek();
    if (token.kind() == Kind.NUMBER) {
      return MathTerms.number(cursor.digit().text());
    }
    if (token.kind() == Kind.LETTER) {
      String text = cursor.next().text();
      return text.equals("e") || text.equals("i")
          ? new MathNode.Const(text)
          : new MathNode.Sym(text);
    }
    if (token.kind() != Kind.COMMAND) {
      return atom();
    }
    cursor.enter(); // as in \sqrt\sqrt2
    MathNode atom = atom();
    cursor.leave();
    return atom;
  }

  private MathNode group() {
    if (cursor.peek().kind() == Kind.NUMBER) {
      return MathTerms.number(cursor.next().text());
    }
    return argument();
  }

  /** An exponent: a group, or a signed number or name as in plain notation. */
  MathNode exponent() {
    cursor.enter();
    MathNode exponent;
    if (cursor.accept("-")) {
      exponent = new MathNode.Neg(exponent());
    } else {
      exponent = group();
      if (cursor.peek().is("^")) {
        cursor.next();
        exponent = new MathNode.Pow(exponent, exponent());
      }
    }
    cursor.leave();
    return exponent;
  }

  private MathNode function(String name) {
    MathNode base = null;
    MathNode exponent = null;
    for (int i = 0; i < 2; i++) {
      if (name.equals("log") && base == null && cursor.accept("_")) {
        base = group();
      } else if (exponent == null && cursor.accept("^")) {
        exponent = exponent();
      }
    }
    MathNode argument = functionArgument();
    List<MathNode> args = new ArrayList<>(List.of(argument));
    if (base != null) {
      args.add(base);
    }
    boolean inverse =
        exponent instanceof MathNode.Num n && n.value().equals(Rational.of(-1))
            || exponent instanceof MathNode.Neg neg
                && neg.of() instanceof MathNode.Num m
                && m.value().equals(Rational.ONE);
    if (inverse && Set.of("sin", "cos", "tan").contains(name)) {
      return new MathNode.Func("a" + name, args);
    }
    MathNode call = new MathNode.Func(name, args);
    return exponent == null ? call : new MathNode.Pow(call, exponent);
  }

  /** What a function is taken of: a bracket, or the factors up to the next sign or function. */
  private MathNode functionArgument() {
    Token first = cursor.peek();
    if (first.is("(") || first.is("[") || first.is("{")) {
      return terms.power();
    }
    if (cursor.accept("-")) {
      return new MathNode.Neg(terms.power());
    }
    MathNode argument = terms.power();
    while (begins(cursor.peek())
        && !MathTerms.FUNCTIONS.contains(cursor.peek().text())
        && !cursor.peek().is("(")) {
      terms.operators(true);
      argument = new MathNode.Mul(argument, terms.power());
    }
    if (cursor.peek().is("/") && cursor.ahead(1).kind() == Kind.NUMBER) {
      cursor.next();
      argument = new MathNode.Div(argument, terms.power());
    }
    return argument;
  }
}
