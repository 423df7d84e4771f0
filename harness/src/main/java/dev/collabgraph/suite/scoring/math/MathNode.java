package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.number.Rational;
import java.util.List;

/** What a mathematical answer says, as a tree. Immutable. */
sealed interface MathNode {

  /** An exact number. */
  record Num(Rational value) implements MathNode {}

  /** A variable or a constant without a value here: {@code x}, {@code x_1}, {@code \alpha}. */
  record Sym(String name) implements MathNode {}

  /** {@code pi}, {@code e}, {@code i} or {@code inf}. */
  record Const(String name) implements MathNode {}

  /** A sum. */
  record Add(MathNode left, MathNode right) implements MathNode {}

  /** Both a sum and a difference. */
  record PlusMinus(MathNode left, MathNode right, boolean minusFirst) implements MathNode {}

  /** A product. */
  record Mul(MathNode left, MathNode right) implements MathNode {}

  /** A quotient. */
  record Div(MathNode left, MathNode right) implements MathNode {}

  /** A power. */
  record Pow(MathNode base, MathNode exponent) implements MathNode {}

  /** The opposite. */
  record Neg(MathNode of) implements MathNode {}

  /** A function of one or two arguments by its name. */
  record Func(String name, List<MathNode> args) implements MathNode {}

  /** Per cent. */
  record Percent(MathNode of) implements MathNode {}

  /** An angle in degrees. */
  record Degrees(MathNode of) implements MathNode {}

  /** An amount with a unit or a word behind it. */
  record Quantity(MathNode of, String unit) implements MathNode {}

  /** Digits to a base. */
  record Based(String digits, int base) implements MathNode {}

  /** A tuple, point, vector or interval with its brackets. */
  record Tuple(char open, char close, List<MathNode> items) implements MathNode {}

  /**
   * Two or more terms with colons between them.
   *
   * @param clock whether they can be a time of day, such as {@code 3:30}
   */
  record Ratio(List<MathNode> terms, boolean clock) implements MathNode {}

  /** A set in braces, or a list without brackets. */
  record Many(boolean braces, List<MathNode> items) implements MathNode {}

  /** A union of sets. */
  record Union(List<MathNode> parts) implements MathNode {}

  /** A set operation that is kept as it is. */
  record SetOp(String op, MathNode left, MathNode right) implements MathNode {}

  /** A matrix by rows. */
  record Grid(boolean determinant, List<List<MathNode>> rows) implements MathNode {}

  /**
   * A chain of relations.
   *
   * @param ops one fewer than {@code sides}: {@code =}, {@code <}, {@code <=}, {@code >}, {@code
   *     >=}, {@code !=}, {@code in}
   */
  record Relation(List<MathNode> sides, List<String> ops) implements MathNode {}

  /** Words. */
  record Words(String key) implements MathNode {}

  /**
   * A value and what it is called, as in {@code x = 3}.
   *
   * @param relation the relation as written
   */
  record Named(MathNode name, MathNode value, Relation relation) implements MathNode {}
}
