package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathAlgebra.Quotient;
import dev.collabgraph.suite.scoring.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The real line without some of its points, as a union of intervals. */
final class MathIntervals {
  private static final MathNode INFINITY = new MathNode.Const("inf");

  private MathIntervals() {}

  /** The union; null if the operation takes no rational points from the whole line. */
  static MathNode without(MathNode.SetOp operation) {
    boolean line =
        operation.op().equals("setminus")
            && operation.left() instanceof MathNode.Tuple all
            && all.items().equals(List.of(new MathNode.Neg(INFINITY), INFINITY));
    if (!line || !(operation.right() instanceof MathNode.Many points) || points.items().isEmpty()) {
      return null;
    }
    TreeSet<Rational> sorted = new TreeSet<>();
    MathEvaluator evaluator = new MathEvaluator(new MathAlgebra(), false);
    for (MathNode point : points.items()) {
      Quotient value = evaluator.value(point);
      if (!value.top().isRational() || !value.bottom().isRational()) {
        return null;
      }
      sorted.add(value.top().rational().over(value.bottom().rational()));
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
