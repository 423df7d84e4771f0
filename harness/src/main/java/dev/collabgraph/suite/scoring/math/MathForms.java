package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathNode.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Brings answers that say the same in different forms of speech into one: {@code x = 3} names its
 * value, {@code x > 3} is an interval, a plus-minus sign is two values, {@code 1/2 = 0.5} is its
 * last side.
 */
final class MathForms {
  private static final int MAX_SIGNS = 4;

  /** Words for the real line. */
  static final Set<String> EVERYTHING =
      Set.of("all real numbers", "all reals", "all real values", "any real number", "real numbers");

  private static final MathNode INFINITY = new MathNode.Const("inf");
  private static final String FUNCTION_NAMES = "fghpqPQRFGHTSLN";

  /** Before the name of a function that an answer applies, as {@code f} in {@code f(x+1)}. */
  static final String CALL = "call ";

  private MathForms() {}

  static MathNode simplified(MathNode node) {
    List<MathNode> variants = signVariants(node);
    if (variants.size() > 1) {
      return simplified(new MathNode.Many(false, variants));
    }
    if (node instanceof MathNode.Many many) {
      return many(many);
    } else if (node instanceof MathNode.Tuple tuple) {
      return new MathNode.Tuple(tuple.open(), tuple.close(), all(tuple.items()));
    } else if (node instanceof MathNode.Union union) {
      return union(all(union.parts()));
    } else if (node instanceof MathNode.SetOp op) {
      MathNode.SetOp operation =
          new MathNode.SetOp(op.op(), simplified(op.left()), simplified(op.right()));
      MathNode rest = MathIntervals.computed(operation);
      return rest == null ? operation : rest;
    } else if (node instanceof MathNode.Grid grid) {
      return new MathNode.Grid(
          grid.determinant(), grid.rows().stream().map(MathForms::all).toList());
    } else if (node instanceof MathNode.Mul mul && isPoint(mul)) {
      return simplified(mul.right());
    } else if (node instanceof Relation relation) {
      return relation(new Relation(all(relation.sides()), relation.ops()));
    } else if (node instanceof MathNode.Words words && EVERYTHING.contains(words.key())
        || node instanceof MathNode.Sym sym && sym.name().equals("b:R")) {
      return interval('(', new MathNode.Neg(INFINITY), INFINITY, ')');
    }
    return node;
  }

  /** Whether a node is a point behind its name, as in {@code P(3, 7)}. */
  private static boolean isPoint(MathNode.Mul mul) {
    return mul.left() instanceof MathNode.Sym
        && segment(mul.left())
        && mul.right() instanceof MathNode.Tuple tuple
        && tuple.open() == '('
        && tuple.close() == ')'
        && tuple.items().size() > 1;
  }

  /** Whether a node says that one side is less or more than another. */
  static boolean isInequality(MathNode node) {
    return node instanceof Relation relation
        && relation.ops().stream().allMatch(op -> op.startsWith("<") || op.startsWith(">"));
  }

  /** Whether a node is inequalities alone, of which one or all must hold. */
  static boolean isCondition(MathNode node) {
    if (node instanceof MathNode.Many many) {
      return many.items().stream().allMatch(MathForms::isInequality);
    }
    return node instanceof MathNode.SetOp || isInequality(node);
  }

  /** Whether infinity is in an expression. */
  static boolean isBoundless(MathNode node) {
    boolean[] found = {false};
    MathTrees.rebuilt(
        node,
        inner -> {
          found[0] |= inner.equals(INFINITY);
          return inner;
        });
    return found[0];
  }

  /** Whether an expression with infinity in it is more than infinity with a sign. */
  static boolean isReckoned(MathNode node) {
    return !node.equals(INFINITY) && !node.equals(new MathNode.Neg(INFINITY));
  }

  private static List<MathNode> all(List<MathNode> nodes) {
    return nodes.stream().map(MathForms::simplified).toList();
  }

  private static MathNode many(MathNode.Many many) {
    List<MathNode> items = new ArrayList<>();
    for (MathNode item : all(many.items())) {
      if (item instanceof MathNode.Many inner && !inner.braces()) {
        items.addAll(inner.items());
      } else if (item instanceof MathNode.Named named
          && named.value() instanceof MathNode.Many inner
          && !inner.braces()) {
        for (MathNode value : inner.items()) {
          items.add(new MathNode.Named(named.name(), value, named.relation()));
        }
      } else {
        items.add(item);
      }
    }
    boolean intervals = !many.braces() && items.size() > 1;
    for (MathNode item : items) {
      intervals &= item instanceof MathNode.Named named && range(named);
    }
    if (intervals) {
      List<MathNode> parts = new ArrayList<>();
      items.forEach(item -> parts.add(((MathNode.Named) item).value()));
      return union(parts);
    }
    return new MathNode.Many(many.braces(), items);
  }

  private static boolean range(MathNode.Named named) {
    String op = named.relation().ops().get(0);
    return !op.equals("=") && !op.equals("in") && named.value() instanceof MathNode.Tuple;
  }

  private static MathNode union(List<MathNode> parts) {
    List<MathNode> flat = new ArrayList<>();
    for (MathNode part : parts) {
      MathNode value = part instanceof MathNode.Named named ? named.value() : part;
      if (value instanceof MathNode.Union inner) {
        flat.addAll(inner.parts());
      } else {
        flat.add(value);
      }
    }
    if (flat.stream().allMatch(part -> part instanceof MathNode.Many set && set.braces())) {
      List<MathNode> items = new ArrayList<>();
      flat.forEach(part -> items.addAll(((MathNode.Many) part).items()));
      return new MathNode.Many(true, items);
    }
    return flat.size() == 1 ? flat.get(0) : new MathNode.Union(flat);
  }

  private static MathNode.Tuple interval(char open, MathNode low, MathNode high, char close) {
    return new MathNode.Tuple(open, close, List.of(low, high));
  }

  private static MathNode relation(Relation relation) {
    List<MathNode> sides = relation.sides();
    List<String> ops = relation.ops();
    MathNode first = sides.get(0);
    MathNode last = sides.get(sides.size() - 1);
    if (ops.stream().allMatch("="::equals)) {
      boolean bothSymbols =
          sides.size() == 2 && first instanceof MathNode.Sym && last instanceof MathNode.Sym;
      if (isName(first) && !bothSymbols) {
        return new MathNode.Named(first, last, relation);
      }
      if (sides.size() == 2 && ofLetters(first) && !hasSymbol(last, null)) {
        return new MathNode.Named(first, last, relation);
      }
      if (isName(last) && sides.size() == 2 && !bothSymbols) {
        return new MathNode.Named(last, first, relation);
      }
      return equalNumbers(sides) ? last : relation;
    }
    if (ops.size() == 1 && ops.get(0).equals("in") && isName(first)) {
      return new MathNode.Named(first, last, relation);
    }
    MathNode interval = interval(sides, ops);
    return interval == null ? relation : interval;
  }

  private static boolean equalNumbers(List<MathNode> sides) {
    try {
      MathAlgebra algebra = new MathAlgebra();
      MathEvaluator evaluator = new MathEvaluator(algebra, false);
      MathAlgebra.Quotient first = evaluator.value(sides.get(0));
      for (MathNode side : sides) {
        if (hasSymbol(side, null) || !algebra.equal(first, evaluator.value(side))) {
          return false;
        }
      }
      return true;
    } catch (UnsureException e) {
      return false;
    }
  }

  /** The interval that inequalities about one variable say; null if they say something else. */
  private static MathNode interval(List<MathNode> sides, List<String> ops) {
    Relation relation = new Relation(sides, ops);
    if (sides.size() == 2 && sides.get(0) instanceof MathNode.Sym x && free(sides.get(1), x)) {
      return half(x, ops.get(0), sides.get(1), relation);
    }
    if (sides.size() == 2 && sides.get(1) instanceof MathNode.Sym x && free(sides.get(0), x)) {
      return half(x, flipped(ops.get(0)), sides.get(0), relation);
    }
    if (sides.size() != 3
        || !(sides.get(1) instanceof MathNode.Sym x)
        || !free(sides.get(0), x)
        || !free(sides.get(2), x)) {
      return null;
    }
    boolean up = ops.get(0).startsWith("<") && ops.get(1).startsWith("<");
    boolean down = ops.get(0).startsWith(">") && ops.get(1).startsWith(">");
    if (!up && !down) {
      return null;
    }
    String low = up ? ops.get(0) : ops.get(1);
    String high = up ? ops.get(1) : ops.get(0);
    return new MathNode.Named(
        x,
        interval(
            low.endsWith("=") ? '[' : '(',
            up ? sides.get(0) : sides.get(2),
            up ? sides.get(2) : sides.get(0),
            high.endsWith("=") ? ']' : ')'),
        relation);
  }

  private static MathNode half(MathNode.Sym x, String op, MathNode bound, Relation relation) {
    MathNode minus = new MathNode.Neg(INFINITY);
    MathNode value =
        switch (op) {
          case "<" -> interval('(', minus, bound, ')');
          case "<=" -> interval('(', minus, bound, ']');
          case ">" -> interval('(', bound, INFINITY, ')');
          case ">=" -> interval('[', bound, INFINITY, ')');
          case "!=" ->
              new MathNode.Union(
                  List.of(interval('(', minus, bound, ')'), interval('(', bound, INFINITY, ')')));
          default -> null;
        };
    return value == null ? null : new MathNode.Named(x, value, relation);
  }

  private static String flipped(String op) {
    return op.replace('<', '?').replace('>', '<').replace('?', '>');
  }

  /** Left side less right side, so that a comparison says it is below 0, or 0. */
  static MathNode difference(Relation relation) {
    boolean above = relation.ops().get(0).startsWith(">");
    MathNode left = relation.sides().get(above ? 1 : 0);
    MathNode right = relation.sides().get(above ? 0 : 1);
    return new MathNode.Add(left, new MathNode.Neg(right));
  }

  static String direction(Relation relation) {
    return relation.ops().get(0).replace('>', '<');
  }

  private static boolean free(MathNode node, MathNode.Sym symbol) {
    return !hasSymbol(node, symbol.name());
  }

  /** Whether a node holds a symbol; any symbol for null. */
  private static boolean hasSymbol(MathNode node, String name) {
    boolean[] found = {false};
    MathTrees.rebuilt(
        node,
        inner -> {
          found[0] |=
              inner instanceof MathNode.Sym sym && (name == null || sym.name().equals(name));
          return inner;
        });
    return found[0];
  }

  /** Whether a node is one word or letter. */
  static boolean isWord(MathNode node) {
    return node instanceof MathNode.Sym || node instanceof MathNode.Words;
  }

  /**
   * Whether a side is made of letters alone, as in {@code m+n = 10}, which asks for a value. Those
   * of coordinates make the equation of a curve.
   */
  private static boolean ofLetters(MathNode node) {
    if (node instanceof MathNode.Sym sym) {
      return sym.name().length() == 1 && "xyzr".indexOf(sym.name().charAt(0)) < 0;
    } else if (node instanceof MathNode.Add add) {
      return ofLetters(add.left()) && ofLetters(add.right());
    } else if (node instanceof MathNode.Mul mul) {
      return ofLetters(mul.left()) && ofLetters(mul.right());
    } else if (node instanceof MathNode.Div div) {
      return ofLetters(div.left()) && ofLetters(div.right());
    }
    return node instanceof MathNode.Neg neg && ofLetters(neg.of());
  }

  /** Whether a node is a function of something. */
  static boolean isCall(MathNode node) {
    return node instanceof MathNode.Func call && call.name().startsWith(CALL);
  }

  /** Whether a side of an equation is what an answer is called rather than a part of it. */
  private static boolean isName(MathNode node) {
    if (isWord(node) || isCall(node)) {
      return true;
    }
    if (node instanceof MathNode.Tuple tuple) {
      return !tuple.items().isEmpty()
          && tuple.items().stream().allMatch(item -> item instanceof MathNode.Sym);
    }
    if (node instanceof MathNode.Func size && size.name().equals("abs")) {
      return segment(size.args().get(0)); // |S|, |AB|
    }
    if (node instanceof MathNode.Mul mul) {
      MathNode head = mul.left() instanceof MathNode.Pow power ? power.base() : mul.left();
      boolean call =
          head instanceof MathNode.Sym f
              && f.name().length() <= 2
              && FUNCTION_NAMES.indexOf(f.name().charAt(0)) >= 0;
      boolean measure =
          mul.left().equals(new MathNode.Sym("m"))
              && mul.right() instanceof MathNode.Sym angle
              && angle.name().startsWith("angle(");
      return call || measure || segment(mul);
    }
    return false;
  }

  /** {@code AB}, {@code ABC}: capitals side by side. */
  private static boolean segment(MathNode node) {
    if (node instanceof MathNode.Sym sym) {
      return sym.name().length() == 1 && Character.isUpperCase(sym.name().charAt(0));
    }
    return node instanceof MathNode.Mul mul && segment(mul.left()) && segment(mul.right());
  }

  /** The node once for each choice of its plus-minus signs. */
  private static List<MathNode> signVariants(MathNode node) {
    if (node instanceof MathNode.Many || node instanceof MathNode.Union) {
      return List.of(node);
    }
    int[] count = {0, 0};
    MathTrees.rebuilt(
        node,
        inner -> {
          if (inner instanceof MathNode.PlusMinus sign) {
            count[sign.minusFirst() ? 1 : 0]++;
          }
          return inner;
        });
    int signs = count[0] + count[1];
    if (signs == 0) {
      return List.of(node);
    }
    if (signs > MAX_SIGNS) {
      throw new UnsureException("too many plus-minus signs");
    }
    boolean together = count[1] > 0;
    List<MathNode> variants = new ArrayList<>();
    for (int bits = 0; bits < (together ? 2 : 1 << signs); bits++) {
      int choice = together && bits == 1 ? -1 : bits;
      int[] at = {0};
      UnaryOperator<MathNode> choose =
          inner -> inner instanceof MathNode.PlusMinus sign ? signed(sign, choice, at[0]++) : inner;
      variants.add(MathTrees.rebuilt(node, choose));
    }
    return variants;
  }

  private static MathNode signed(MathNode.PlusMinus sign, int choice, int index) {
    boolean minus = ((choice >> index) & 1) == 1 != sign.minusFirst();
    return new MathNode.Add(sign.left(), minus ? new MathNode.Neg(sign.right()) : sign.right());
  }
}
