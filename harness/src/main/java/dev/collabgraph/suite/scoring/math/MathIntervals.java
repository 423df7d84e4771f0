package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathAlgebra.Quotient;
import dev.collabgraph.suite.scoring.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What is left of the real line, and what two half-lines have in common, as intervals. */
final class MathIntervals {
  private static final MathNode INFINITY = new MathNode.Const("inf");

  private MathIntervals() {}

  /** What a difference from the whole line or an intersection leaves; null if it is not known. */
  static MathNode computed(MathNode.SetOp operation) {
    if (operation.op().equals("cap")) {
      return common(operation.left(), operation.right());
    }
    boolean line =
        operation.op().equals("setminus")
            && operation.left() instanceof MathNode.Tuple all
            && all.items().equals(List.of(new MathNode.Neg(INFINITY), INFINITY));
    if (line && operation.right() instanceof MathNode.Tuple hole && isInterval(hole)) {
      return around(hole);
    }
    return line ? without(operation) : null;
  }

  private static boolean isInterval(MathNode.Tuple tuple) {
    return tuple.items().size() == 2 && tuple.open() != '<';
  }

  /** The line without an interval that is not empty. */
  private static MathNode around(MathNode.Tuple hole) {
    Rational low = rational(hole.items().get(0));
    Rational high = rational(hole.items().get(1));
    if (low == null || high == null || low.compareTo(high) >= 0) {
      return null;
    }
    MathNode below =
        new MathNode.Tuple(
            '(',
            hole.open() == '[' ? ')' : ']',
            List.of(new MathNode.Neg(INFINITY), hole.items().get(0)));
    MathNode above =
        new MathNode.Tuple(
            hole.close() == ']' ? '(' : '[', ')', List.of(hole.items().get(1), INFINITY));
    return new MathNode.Union(List.of(below, above));
  }

  /** What two inequalities about one letter have in common, as an interval. */
  private static MathNode common(MathNode a, MathNode b) {
    boolean same =
        a instanceof MathNode.Named x
            && b instanceof MathNode.Named y
            && x.name().equals(y.name())
            && x.value() instanceof MathNode.Tuple
            && y.value() instanceof MathNode.Tuple;
    if (!same) {
      return null;
    }
    MathNode.Tuple x = (MathNode.Tuple) ((MathNode.Named) a).value();
    MathNode.Tuple y = (MathNode.Tuple) ((MathNode.Named) b).value();
    MathNode.Tuple low = x.items().get(1).equals(INFINITY) ? x : y;
    MathNode.Tuple high = low == x ? y : x;
    boolean bounded =
        low.items().get(1).equals(INFINITY)
            && high.items().get(0).equals(new MathNode.Neg(INFINITY));
    Rational least = bounded ? rational(low.items().get(0)) : null;
    Rational most = least == null ? null : rational(high.items().get(1));
    return most == null || least.compareTo(most) >= 0
        ? null
        : new MathNode.Named(
            ((MathNode.Named) a).name(),
            new MathNode.Tuple(
                low.open(), high.close(), List.of(low.items().get(0), high.items().get(1))),
            ((MathNode.Named) a).relation());
  }

  private static Rational rational(MathNode node) {
    if (MathForms.isBoundless(node)) {
      return null;
    }
    Quotient value = new MathEvaluator(new MathAlgebra(), false).value(node);
    return value.top().isRational() && value.bottom().isRational()
        ? value.top().rational().over(value.bottom().rational())
        : null;
  }

  /** The union; null if the operation takes no rational points from the line. */
  private static MathNode without(MathNode.SetOp operation) {
    if (!(operation.right() instanceof MathNode.Many points) || points.items().isEmpty()) {
      return null;
    }
    TreeSet<Rational> sorted = new TreeSet<>();
    for (MathNode point : points.items()) {
      Rational value = rational(point);
      if (value == null) {
        return null;
      }
      sorted.add(value);
    }
    List<MathNode> parts = new ArrayList<>();
    MathNode low = new MathNode.Neg(INFINITY);
    for (Rational point : sorted) {
      MathNode high = new MathNode.Num(point);
      parts.add(new MathNode.Tuple('(', ')', List.of(low, high)));
      low = high;
    }
    parts.add(new MathNode.Tuple('(', ')', List.of(low, INFINITY)));
    return new MathNode.Union(parts);
  }
}
