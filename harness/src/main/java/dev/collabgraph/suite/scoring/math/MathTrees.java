package dev.collabgraph.suite.scoring.math;

import java.util.List;
import java.util.function.UnaryOperator;

/** Rebuilds trees from the leaves up. */
final class MathTrees {
  private MathTrees() {}

  /** The tree with {@code change} applied to every node after its children. */
  static MathNode rebuilt(MathNode node, UnaryOperator<MathNode> change) {
    return change.apply(children(node, inner -> rebuilt(inner, change)));
  }

  private static List<MathNode> all(List<MathNode> nodes, UnaryOperator<MathNode> change) {
    return nodes.stream().map(change).toList();
  }

  private static MathNode children(MathNode node, UnaryOperator<MathNode> change) {
    if (node instanceof MathNode.Ratio ratio) {
      return new MathNode.Ratio(all(ratio.terms(), change), ratio.clock());
    } else if (node instanceof MathNode.Add add) {
      return new MathNode.Add(change.apply(add.left()), change.apply(add.right()));
    } else if (node instanceof MathNode.PlusMinus sign) {
      return new MathNode.PlusMinus(
          change.apply(sign.left()), change.apply(sign.right()), sign.minusFirst());
    } else if (node instanceof MathNode.Mul mul) {
      return new MathNode.Mul(change.apply(mul.left()), change.apply(mul.right()));
    } else if (node instanceof MathNode.Div div) {
      return new MathNode.Div(change.apply(div.left()), change.apply(div.right()));
    } else if (node instanceof MathNode.Pow pow) {
      return new MathNode.Pow(change.apply(pow.base()), change.apply(pow.exponent()));
    } else if (node instanceof MathNode.Neg neg) {
      return new MathNode.Neg(change.apply(neg.of()));
    } else if (node instanceof MathNode.Func func) {
      return new MathNode.Func(func.name(), all(func.args(), change));
    } else if (node instanceof MathNode.Percent percent) {
      return new MathNode.Percent(change.apply(percent.of()));
    } else if (node instanceof MathNode.Degrees degrees) {
      return new MathNode.Degrees(change.apply(degrees.of()));
    } else if (node instanceof MathNode.Quantity quantity) {
      return new MathNode.Quantity(change.apply(quantity.of()), quantity.unit());
    } else if (node instanceof MathNode.Tuple tuple) {
      return new MathNode.Tuple(tuple.open(), tuple.close(), all(tuple.items(), change));
    } else if (node instanceof MathNode.Many many) {
      return new MathNode.Many(many.braces(), all(many.items(), change));
    } else if (node instanceof MathNode.Union union) {
      return new MathNode.Union(all(union.parts(), change));
    } else if (node instanceof MathNode.SetOp op) {
      return new MathNode.SetOp(op.op(), change.apply(op.left()), change.apply(op.right()));
    } else if (node instanceof MathNode.Grid grid) {
      return new MathNode.Grid(
          grid.determinant(), grid.rows().stream().map(row -> all(row, change)).toList());
    } else if (node instanceof MathNode.Relation relation) {
      return new MathNode.Relation(all(relation.sides(), change), relation.ops());
    }
    return node;
  }
}
