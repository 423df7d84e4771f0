package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathLexer.Kind;
import dev.collabgraph.suite.scoring.math.MathLexer.Token;
import dev.collabgraph.suite.scoring.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an answer into a {@link MathNode}: lists, relations, unions and words here, expressions in
 * {@link MathTerms}. Reads data only; nothing a model wrote is ever run.
 */
final class MathParser {
  private static final Set<String> RELATIONS =
      Set.of("=", "<", ">", "le", "ge", "ne", "in", "subset", "subseteq", "approx");
  private static final Map<String, String> OPS = Map.of("le", "<=", "ge", ">=", "ne", "!=");
  static final int MAX_DEPTH = 60;

  /** Single signs in braces, which part them from their neighbours for the eye alone. */
  private static final List<String> BRACED = List.of("{:}", "{.}", "{-}", "{+}");

  /** Signs of a formula that stand around one. */
  private static final String[][] SIGNS = {
    {"$$", "$$"}, {"$", "$"}, {"\\(", "\\)"}, {"\\[", "\\]"}, {"**", "**"}
  };

  private final MathCursor cursor;
  private final MathTerms terms;

  private MathParser(List<Token> tokens) {
    this.cursor = new MathCursor(tokens);
    this.terms = new MathTerms(cursor, this);
  }

  /**
   * The readings of an answer, one or two.
   *
   * @throws UnsureException if it is none
   */
  static List<MathNode> readings(String answer) {
    String bare = bare(answer);
    MathLexer.Tokens first = MathLexer.tokens(bare, false);
    List<MathNode> readings = new ArrayList<>();
    readings.add(parse(first.list()));
    if (first.ambiguous()) {
      MathNode joined = parse(MathLexer.tokens(bare, true).list());
      if (!(readings.get(0) instanceof MathNode.Tuple) || joined instanceof MathNode.Tuple) {
        readings.add(joined);
      }
    }
    return readings;
  }

  /**
   * The answer read with letters after amounts as units, as in {@code 5 m}; null if it has none.
   */
  static MathNode inUnits(String answer) {
    String bare = bare(answer);
    List<Token> letters = MathLexer.tokens(bare, false, false).list();
    List<Token> units = MathLexer.tokens(bare, false, true).list();
    MathNode node = units.equals(letters) ? null : parse(units);
    return node instanceof MathNode.Quantity ? node : null;
  }

  private static MathNode parse(List<Token> tokens) {
    MathParser parser = new MathParser(MathCurrency.removed(tokens));
    MathNode node = parser.list(false);
    if (parser.cursor.accept("over")) {
      node = new MathNode.Div(node, parser.list(false));
    }
    if (parser.cursor.peek().kind() != Kind.END) {
      throw new UnsureException("something is left over");
    }
    String currency = MathCurrency.of(tokens);
    return currency != null && amount(node) ? new MathNode.Quantity(node, currency) : node;
  }

  private static boolean amount(MathNode node) {
    return node instanceof MathNode.Num
        || node instanceof MathNode.Add
        || node instanceof MathNode.Mul
        || node instanceof MathNode.Div
        || node instanceof MathNode.Neg neg && amount(neg.of());
  }

  /** Without the signs of a formula and the full stop of a sentence around it. */
  private static String bare(String answer) {
    String s = MathBrackets.usual(answer.strip());
    for (String braced : BRACED) {
      s = s.replace(braced, braced.substring(1, 2));
    }
    for (String half : List.of("a.m", "p.m")) {
      s = s.replace(half + ".", half).replace(half, half.charAt(0) + "m");
    }
    int start = 0;
    while (s.startsWith("=", start)
        || s.startsWith("≈", start)
        || s.startsWith("\\approx ", start)) {
      start = Texts.strippedStart(s, start + (s.charAt(start) == '\\' ? 7 : 1), s.length());
    }
    int end = s.length();
    for (boolean changed = true; changed; ) {
      int from = start;
      int to = withoutStops(s, start, end);
      if (to > from && s.charAt(to - 1) == '\\') {
        to = end;
      }
      for (String[] pair : SIGNS) {
        int inner = to - pair[1].length();
        if (inner > from + pair[0].length()
            && s.startsWith(pair[0], from)
            && s.startsWith(pair[1], inner)) {
          from = Texts.strippedStart(s, from + pair[0].length(), inner);
          to = Texts.strippedEnd(s, from, inner);
        }
      }
      changed = from != start || to != end;
      start = from;
      end = to;
    }
    return s.substring(start, end);
  }

  private static int withoutStops(String s, int start, int end) {
    int to = end;
    while (to > start
        && ".,;:".indexOf(s.charAt(to - 1)) >= 0
        && !(to - start >= 3 && s.startsWith("...", to - 3))) {
      to = Texts.strippedEnd(s, start, to - 1);
    }
    return to;
  }

  private boolean separator(Token token) {
    boolean word = token.kind() == Kind.WORD || token.kind() == Kind.TEXT;
    return token.is(",")
        || token.is(";")
        || token.is("and")
        || token.is("or")
        || word && (token.text().equalsIgnoreCase("and") || token.text().equalsIgnoreCase("or"));
  }

  /** Items between separators; one item is itself, and conditions that all must hold are one. */
  MathNode list(boolean braces) {
    int start = cursor.mark();
    List<MathNode> items = items();
    if (!braces && items.size() == 2 && items.stream().allMatch(MathForms::isInequality)) {
      boolean both = false;
      for (int i = start - cursor.mark(); i < 0; i++) {
        Token token = cursor.ahead(i);
        both |= separator(token) && token.text().equalsIgnoreCase("and");
      }
      if (both) {
        return new MathNode.SetOp("cap", items.get(0), items.get(1));
      }
    }
    return items.size() == 1 && !braces ? items.get(0) : new MathNode.Many(braces, items);
  }

  List<MathNode> items() {
    cursor.enter();
    List<MathNode> items = new ArrayList<>();
    items.add(relation());
    while (separator(cursor.peek())) {
      while (separator(cursor.peek())) {
        cursor.next(); // "a, and b"
      }
      if (cursor.peek().kind() == Kind.END) {
        break;
      }
      items.add(relation());
    }
    cursor.leave();
    return items;
  }

  private boolean relates(Token token) {
    return (token.kind() == Kind.SYMBOL || token.kind() == Kind.COMMAND)
        && RELATIONS.contains(token.text());
  }

  private MathNode relation() {
    List<MathNode> sides = new ArrayList<>();
    List<String> ops = new ArrayList<>();
    sides.add(union());
    while (relates(cursor.peek())) {
      String op = cursor.next().text();
      MathNode side = union();
      boolean name = sides.size() == 1 && MathForms.isWord(sides.get(0));
      if (!op.equals("approx")) {
        ops.add(OPS.getOrDefault(op, op));
        sides.add(side);
      } else if (name) {
        ops.add("=");
        sides.add(side);
      } // else what comes before is exact
    }
    return ops.isEmpty() ? sides.get(0) : new MathNode.Relation(sides, ops);
  }

  private MathNode union() {
    List<MathNode> parts = new ArrayList<>();
    parts.add(setTerm());
    while (cursor.peek().is("cup") || unites()) {
      cursor.next();
      parts.add(setTerm());
    }
    return parts.size() == 1 ? parts.get(0) : new MathNode.Union(parts);
  }

  /** Whether a capital U between two brackets stands next, for the sign of a union. */
  boolean unites() {
    return cursor.peek().kind() == Kind.LETTER
        && cursor.peek().text().equals("U")
        && bracketBefore()
        && bracketAfter();
  }

  private boolean bracketBefore() {
    Token before = cursor.behind();
    return before != null && (before.is(")") || before.is("]") || before.is("set}"));
  }

  private boolean bracketAfter() {
    Token after = cursor.ahead(1);
    return after.is("(") || after.is("[") || after.is("set{");
  }

  private MathNode setTerm() {
    MathNode left = side();
    while (cursor.peek().is("cap") || cursor.peek().is("setminus")) {
      String op = cursor.next().text();
      left = new MathNode.SetOp(op, left, side());
    }
    return left;
  }

  /** Words, or an expression that words may follow. */
  private MathNode side() {
    Token token = cursor.peek();
    if (token.kind() == Kind.TEXT || token.kind() == Kind.WORD) {
      String words = words();
      Token after = cursor.peek();
      boolean alone =
          after.kind() == Kind.END || separator(after) || relates(after) || cursor.closes(after);
      if (alone) {
        List<String> names = MathWords.listed(words);
        if (!names.isEmpty()) {
          return new MathNode.Many(
              false, names.stream().<MathNode>map(MathNode.Words::new).toList());
        }
        return new MathNode.Words(MathWords.key(words));
      }
      if (MathWords.filler(words)) {
        return side();
      }
      String currency = MathCurrency.code(words);
      if (currency != null) {
        return new MathNode.Quantity(side(), currency);
      }
      throw new UnsureException("words before an expression");
    }
    int start = cursor.mark();
    MathNode first = terms.expression();
    return cursor.peek().is(":") ? ratio(first, start) : first;
  }

  private MathNode ratio(MathNode first, int start) {
    List<MathNode> all = new ArrayList<>(List.of(first));
    while (cursor.accept(":")) {
      all.add(terms.expression());
    }
    Token hours = cursor.ahead(start - cursor.mark());
    Token minutes = cursor.ahead(start - cursor.mark() + 2);
    boolean clock =
        all.size() == 2
            && hours.text().matches("[0-9]|1[0-9]|2[0-4]")
            && minutes.text().matches("[0-5][0-9]");
    MathNode last = all.get(all.size() - 1);
    if (last instanceof MathNode.Quantity quantity) {
      all.set(all.size() - 1, quantity.of());
      return new MathNode.Quantity(new MathNode.Ratio(all, clock), quantity.unit());
    }
    return new MathNode.Ratio(all, clock);
  }

  /** The words that follow, joined by spaces. */
  String words() {
    StringBuilder words = new StringBuilder();
    while (cursor.peek().kind() == Kind.TEXT
        || cursor.peek().kind() == Kind.WORD
        || words.length() > 0
            && cursor.peek().kind() == Kind.LETTER
            && cursor.behind().kind() == Kind.WORD
            && cursor.ahead(1).kind() == Kind.WORD) {
      if (words.length() > 0 && separator(cursor.peek())) {
        break;
      }
      words.append(words.length() == 0 ? "" : " ").append(cursor.next().text());
    }
    return words.toString();
  }
}
