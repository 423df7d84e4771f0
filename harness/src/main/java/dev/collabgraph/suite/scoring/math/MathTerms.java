package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathLexer.Kind;
import dev.collabgraph.suite.scoring.math.MathLexer.Token;
import dev.collabgraph.suite.scoring.number.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/** Reads expressions: sums, products with or without a sign, powers. */
final class MathTerms {
  private static final int MAX_EXPONENT = 5000;

  /** Operators in an answer; each may make the tree deeper, which is walked by recursion. */
  private static final int MAX_OPERATORS = 500;

  static final Set<String> FUNCTIONS =
      Set.of(
          "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "ln", "log", "lg",
          "exp", "sinh", "cosh", "tanh", "cis");

  private final MathCursor cursor;
  private final MathAtoms atoms;
  private final MathParser parser;
  private int operators;

  MathTerms(MathCursor cursor, MathParser parser) {
    this.cursor = cursor;
    this.parser = parser;
    this.atoms = new MathAtoms(cursor, this, parser);
  }

  /** A sum up to the first token that cannot go on with it. */
  MathNode expression() {
    cursor.enter();
    MathNode left = null;
    if (cursor.peek().is("pm") || cursor.peek().is("mp")) {
      boolean minus = cursor.next().is("mp");
      left = new MathNode.PlusMinus(new MathNode.Num(Rational.ZERO), product(), minus);
    } else {
      left = product();
    }
    for (int n = 0; ; n++) {
      Token token = cursor.peek();
      operators(n > 0);
      if (token.is("+")) {
        cursor.next();
        left = new MathNode.Add(left, product());
      } else if (token.is("-")) {
        cursor.next();
        left = new MathNode.Add(left, new MathNode.Neg(product()));
      } else if (token.is("pm") || token.is("mp")) {
        cursor.next();
        left = new MathNode.PlusMinus(left, product(), token.is("mp"));
      } else {
        cursor.leave();
        return left;
      }
    }
  }

  /** Counts one more of what makes a tree deeper, if there is one. */
  void operators(boolean another) {
    operators += another ? 1 : 0;
    if (operators > MAX_OPERATORS) {
      throw new UnsureException("too many operators");
    }
  }

  private MathNode product() {
    if (cursor.accept("-")) {
      cursor.enter();
      MathNode of = product();
      cursor.leave();
      return new MathNode.Neg(of);
    }
    if (cursor.accept("+")) {
      cursor.enter();
      MathNode of = product();
      cursor.leave();
      return of;
    }
    MathNode left = power();
    for (int n = 0; ; n++) {
      Token token = cursor.peek();
      operators(n > 0);
      boolean set = left instanceof MathNode.Tuple || left instanceof MathNode.Many;
      if (set && parser.unites()) {
        return left;
      } else if (token.is("*") || token.is("cdot") || token.is("times")) {
        cursor.next();
        left = new MathNode.Mul(left, signedPower());
      } else if (token.is("/") || token.is("div")) {
        cursor.next();
        left = new MathNode.Div(left, signedPower());
      } else if (token.kind() == Kind.TEXT || token.kind() == Kind.WORD) {
        MathNode quantity = quantity(left);
        if (quantity == null) {
          return left;
        }
        left = quantity;
      } else if (token.kind() == Kind.NUMBER && left instanceof MathNode.Num whole) {
        left = plainMixed(whole, token);
        left = cursor.accept("%") ? new MathNode.Percent(left) : left;
      } else if (token.kind() == Kind.NUMBER && closed(left)) {
        throw new UnsureException("a number after a finished one");
      } else if (atoms.begins(token)) {
        MathNode right = power();
        if (right instanceof MathNode.Percent percent && mixed(left, percent.of(), token)) {
          left = new MathNode.Percent(new MathNode.Add(left, percent.of()));
        } else if (right instanceof MathNode.Degrees angle && mixed(left, angle.of(), token)) {
          left = new MathNode.Degrees(new MathNode.Add(left, angle.of()));
        } else {
          left =
              mixed(left, right, token)
                  ? new MathNode.Add(left, right)
                  : new MathNode.Mul(left, right);
        }
      } else {
        return left;
      }
    }
  }

  private static boolean closed(MathNode node) {
    return node instanceof MathNode.Percent
        || node instanceof MathNode.Degrees
        || node instanceof MathNode.Quantity
        || node instanceof MathNode.Based
        || node instanceof MathNode.Pow pow && pow.base() instanceof MathNode.Num
        || node instanceof MathNode.Func call && !call.name().equals("factorial");
  }

  /** {@code 1 1/2}; any other two numbers side by side say nothing certain. */
  private MathNode plainMixed(MathNode.Num whole, Token first) {
    if (first.spaced() && whole.value().isInteger()) {
      cursor.next();
      if (cursor.accept("/") && cursor.peek().kind() == Kind.NUMBER) {
        MathNode n = number(first.text());
        MathNode d = number(cursor.next().text());
        if (proper((MathNode.Num) n, (MathNode.Num) d)) {
          return new MathNode.Add(whole, new MathNode.Div(n, d));
        }
      }
    }
    throw new UnsureException("two numbers without a sign between them");
  }

  /** A factor with a sign of its own, as in {@code 2 \cdot -3}. */
  private MathNode signedPower() {
    if (cursor.accept("-")) {
      return new MathNode.Neg(power());
    }
    cursor.accept("+");
    return power();
  }

  /** A whole number before a proper fraction of whole numbers is a mixed number. */
  private static boolean mixed(MathNode left, MathNode right, Token first) {
    return left instanceof MathNode.Num whole
        && whole.value().isInteger()
        && first.is("frac")
        && right instanceof MathNode.Div fraction
        && fraction.left() instanceof MathNode.Num n
        && fraction.right() instanceof MathNode.Num d
        && proper(n, d);
  }

  private static boolean proper(MathNode.Num n, MathNode.Num d) {
    return n.value().isInteger()
        && d.value().isInteger()
        && n.value().signum() > 0
        && n.value().compareTo(d.value()) < 0;
  }

  private MathNode quantity(MathNode left) {
    Token token = cursor.peek();
    String lower = token.text().toLowerCase(java.util.Locale.ROOT);
    if (lower.equals("and") || lower.equals("or")) {
      return null;
    }
    StringBuilder unit = new StringBuilder();
    while (cursor.peek().kind() == Kind.TEXT || cursor.peek().kind() == Kind.WORD) {
      String text = cursor.peek().text();
      if (unit.length() > 0 && (text.equals("and") || text.equals("or"))) {
        break;
      }
      unit.append(unit.length() == 0 ? "" : " ").append(cursor.next().text());
      raised(unit);
      boolean per =
          cursor.peek().is("/")
              && (cursor.ahead(1).kind() == Kind.TEXT || cursor.ahead(1).kind() == Kind.WORD);
      if (cursor.peek().is("cdot")
          && cursor.ahead(1).kind() == Kind.WORD
          && MathUnits.understood(cursor.ahead(1).text())
          && MathUnits.understood(unit.toString())) {
        cursor.next();
      }
      boolean letter =
          cursor.peek().is("/")
              && cursor.ahead(1).kind() == Kind.LETTER
              && MathUnits.known(cursor.ahead(1).text())
              && MathUnits.understood(unit.toString());
      if (per || letter) {
        cursor.next();
        unit.append(" /");
      }
      if (letter) {
        unit.append(' ').append(cursor.next().text());
        raised(unit);
      }
    }
    String name = unit.toString();
    if (name.equalsIgnoreCase("degrees") || name.equalsIgnoreCase("degree")) {
      return new MathNode.Degrees(left);
    }
    if (name.equalsIgnoreCase("percent")) {
      return new MathNode.Percent(left);
    }
    int space = name.indexOf(' ');
    MathNode scaled = MathWords.scaled(left, space < 0 ? name : name.substring(0, space));
    if (scaled == null) {
      return new MathNode.Quantity(left, name);
    }
    String rest = space < 0 ? "" : name.substring(space).strip();
    return rest.isEmpty() ? scaled : new MathNode.Quantity(scaled, rest);
  }

  /** The exponent of a unit. */
  private void raised(StringBuilder unit) {
    if (cursor.peek().is("^") && cursor.ahead(1).kind() == Kind.NUMBER) {
      cursor.next();
      unit.append('^').append(cursor.next().text());
      return;
    }
    int sign = cursor.ahead(2).is("-") ? 1 : 0;
    if (cursor.peek().is("^")
        && cursor.ahead(1).is("{")
        && cursor.ahead(2 + sign).kind() == Kind.NUMBER
        && cursor.ahead(3 + sign).is("}")) {
      cursor.next();
      cursor.next();
      unit.append('^');
      for (int i = 0; i <= sign; i++) {
        unit.append(cursor.next().text());
      }
      cursor.next();
    }
  }

  /** A factor with what is written behind it: exponent, factorial, per cent, degrees. */
  MathNode power() {
    cursor.enter();
    MathNode node = atoms.atom();
    for (boolean more = true; more; ) {
      more = false;
      int at = cursor.mark();
      if (ordinal()) {
        more = true;
      } else if (cursor.accept("^")) {
        node = new MathNode.Pow(node, atoms.exponent());
        more = true;
      } else if (cursor.accept("!")) {
        node = new MathNode.Func("factorial", List.of(node));
        more = true;
      } else if (cursor.accept("%")) {
        node = new MathNode.Percent(node);
        more = true;
      } else if (cursor.accept("circ")) {
        boolean celsius = cursor.peek().kind() == Kind.LETTER && cursor.peek().text().equals("C");
        boolean other = cursor.peek().kind() == Kind.LETTER && cursor.peek().text().equals("F");
        if (celsius || other) {
          cursor.next();
          node = new MathNode.Quantity(node, celsius ? "celsius" : "fahrenheit");
        } else {
          node = new MathNode.Degrees(node);
        }
        more = true;
      }
      operators(cursor.mark() > at);
    }
    cursor.leave();
    return node;
  }

  /** Takes the raised letters of {@code 17^{\text{th}}}. */
  private boolean ordinal() {
    int open = cursor.ahead(1).is("{") ? 1 : 0;
    Token letters = cursor.ahead(1 + open);
    boolean raised =
        cursor.peek().is("^")
            && (letters.kind() == Kind.TEXT || letters.kind() == Kind.WORD)
            && MathVocabulary.ORDINALS.contains(letters.text())
            && (open == 0 || cursor.ahead(3).is("}"));
    for (int i = 0; raised && i < 2 + 2 * open; i++) {
      cursor.next();
    }
    return raised;
  }

  /** The value of {@code 0.1} with the digits {@code 6} after it for ever. */
  static Rational repeating(String before, String cycle) {
    int point = before.indexOf('.');
    int scale = before.length() - point - 1;
    String whole = before.substring(0, point) + before.substring(point + 1);
    Rational start = Rational.of(whole.isEmpty() ? BigInteger.ZERO : new BigInteger(whole));
    BigInteger nines = BigInteger.TEN.pow(cycle.length()).subtract(BigInteger.ONE);
    return start
        .plus(Rational.of(new BigInteger(cycle), nines))
        .over(Rational.of(BigInteger.TEN.pow(scale)));
  }

  /** The value of a number token: plain or with an exponent. */
  static MathNode number(String text) {
    int cycle = text.indexOf('r');
    if (cycle > 0) {
      return new MathNode.Num(repeating(text.substring(0, cycle), text.substring(cycle + 1)));
    }
    int e = text.indexOf('e');
    String digits = e < 0 ? text : text.substring(0, e);
    if (digits.endsWith(".")) {
      digits = digits.substring(0, digits.length() - 1);
    }
    Rational value = Rational.of(new BigDecimal(digits));
    if (e < 0) {
      return new MathNode.Num(value);
    }
    String exponent = text.substring(e + 1);
    int power = exponent.length() > 6 ? MAX_EXPONENT + 1 : Integer.parseInt(exponent);
    if (Math.abs(power) > MAX_EXPONENT) {
      throw new UnsureException("exponent too large");
    }
    Rational ten = Rational.of(BigInteger.TEN.pow(Math.abs(power)));
    return new MathNode.Num(power < 0 ? value.over(ten) : value.times(ten));
  }
}
