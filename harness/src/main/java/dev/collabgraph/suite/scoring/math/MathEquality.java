package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathAlgebra.Quotient;
import dev.collabgraph.suite.scoring.number.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether two answers say the same, by the declared policy. Symmetric. Anything that is not read
 * with certainty is not equal.
 */
final class MathEquality {
  /** What per cent means: nothing, a hundredth, or either. */
  enum PercentPolicy {
    IGNORE,
    HUNDREDTH,
    EITHER
  }

  private static final int MAX_ITEMS = 400;
  private final PercentPolicy percent;
  private final boolean orderedLists;
  private final boolean orderedTuples;

  MathEquality(PercentPolicy percent, boolean orderedLists, boolean orderedTuples) {
    this.percent = percent;
    this.orderedLists = orderedLists;
    this.orderedTuples = orderedTuples;
  }

  boolean equal(MathNode a, MathNode b) {
    return compare(MathForms.simplified(a), MathForms.simplified(b));
  }

  private boolean compare(MathNode a, MathNode b) {
    if (a instanceof MathNode.Named x && b instanceof MathNode.Named y) {
      return sameName(x.name(), y.name()) && compare(x.value(), y.value())
          || compareEquations(x.relation(), y.relation());
    }
    if (a instanceof MathNode.Named x) {
      List<MathNode> values = assigned(b);
      if (values != null && x.name() instanceof MathNode.Tuple names) {
        return sorted(names) && compare(x.value(), tuple(values));
      }
      return b instanceof MathNode.Relation
          ? compareEquations(x.relation(), b)
          : compare(x.value(), b);
    }
    if (b instanceof MathNode.Named) {
      return compare(b, a);
    }
    if (a instanceof MathNode.Many || b instanceof MathNode.Many) {
      List<MathNode> x = assigned(a);
      List<MathNode> y = assigned(b);
      return x != null && b instanceof MathNode.Tuple t && point(t) && ordered(x, t.items())
          || y != null && a instanceof MathNode.Tuple u && point(u) && ordered(u.items(), y)
          || compareMany(a, b);
    }
    if (ratio(a) || ratio(b)) {
      return compareRatios(a, b);
    }
    if (a instanceof MathNode.Grid x && b instanceof MathNode.Tuple y) {
      MathNode.Grid rows = MathGrids.ofLists(y);
      return rows != null && compareGrids(x, rows);
    }
    if (a instanceof MathNode.Tuple && b instanceof MathNode.Grid) {
      return compare(b, a);
    }
    if (a instanceof MathNode.Tuple || b instanceof MathNode.Tuple) {
      return compareTuples(a, b);
    }
    if (a instanceof MathNode.Union || b instanceof MathNode.Union) {
      return a instanceof MathNode.Union x
          && b instanceof MathNode.Union y
          && unordered(x.parts(), y.parts());
    }
    if (a instanceof MathNode.Grid || b instanceof MathNode.Grid) {
      return compareGrids(a, b);
    }
    if (a instanceof MathNode.Relation || b instanceof MathNode.Relation) {
      return compareEquations(a, b);
    }
    if (a instanceof MathNode.SetOp || b instanceof MathNode.SetOp) {
      return a instanceof MathNode.SetOp x
          && b instanceof MathNode.SetOp y
          && x.op().equals(y.op())
          && compare(x.left(), y.left())
          && compare(x.right(), y.right());
    }
    if (a instanceof MathNode.Words || b instanceof MathNode.Words) {
      return compareWords(a, b);
    }
    if (a instanceof MathNode.Based || b instanceof MathNode.Based) {
      return compareBased(a, b);
    }
    return scalars(a, b);
  }

  private boolean compareMany(MathNode a, MathNode b) {
    if (!(a instanceof MathNode.Many x)) {
      return compareMany(b, a);
    }
    if (!(b instanceof MathNode.Many y)) {
      List<MathNode> values = distinct(x.items()); // "3/4, or 0.75"
      return values.size() == 1 && compare(values.get(0), b);
    }
    if (!x.braces() && !y.braces() && orderedLists) {
      return ordered(x.items(), y.items());
    }
    return unordered(x.items(), y.items());
  }

  private boolean sameName(MathNode a, MathNode b) {
    return compare(a, b)
        || MathForms.isCall(a) && b.equals(new MathNode.Sym("y"))
        || MathForms.isCall(b) && a.equals(new MathNode.Sym("y"));
  }

  /**
   * The values of {@code x = 3, y = 4} in the order of the names; null if not all items name one
   * value with a letter of their own.
   */
  private static List<MathNode> assigned(MathNode node) {
    if (!(node instanceof MathNode.Many many) || many.items().size() < 2) {
      return null;
    }
    TreeMap<String, MathNode> values = new TreeMap<>();
    for (MathNode item : many.items()) {
      if (!(item instanceof MathNode.Named named)
          || !(named.name() instanceof MathNode.Sym sym)
          || !named.relation().ops().get(0).equals("=")
          || values.put(sym.name(), named.value()) != null) {
        return null;
      }
    }
    return List.copyOf(values.values());
  }

  /** Whether a tuple's names stand in the order in which {@link #assigned} gives their values. */
  private static boolean sorted(MathNode.Tuple names) {
    String last = "";
    for (MathNode item : names.items()) {
      String name = item instanceof MathNode.Sym sym ? sym.name() : "";
      if (name.compareTo(last) <= 0) {
        return false;
      }
      last = name;
    }
    return true;
  }

  private static MathNode.Tuple tuple(List<MathNode> items) {
    return new MathNode.Tuple('(', ')', items);
  }

  private static boolean ratio(MathNode node) {
    return node instanceof MathNode.Ratio
        || node instanceof MathNode.Quantity quantity && quantity.of() instanceof MathNode.Ratio;
  }

  /**
   * Ratios are equal if they are in proportion; times of day only if they are the same. Hours and
   * minutes that have a common factor are no ratio, since that would be written without it.
   */
  private boolean compareRatios(MathNode a, MathNode b) {
    if (a instanceof MathNode.Quantity x && b instanceof MathNode.Quantity y) {
      return Rational.ONE.equals(MathUnits.factor(x.unit(), y.unit()))
          && compareRatios(x.of(), y.of());
    }
    if (a instanceof MathNode.Quantity x) {
      return compareRatios(x.of(), b);
    }
    if (b instanceof MathNode.Quantity y) {
      return compareRatios(a, y.of());
    }
    if (a instanceof MathNode.Ratio x && b instanceof MathNode.Ratio y) {
      if (x.clock() && y.clock()) {
        return ordered(x.terms(), y.terms());
      }
      boolean same = x.terms().size() == y.terms().size();
      for (int i = 1; same && i < x.terms().size(); i++) {
        same =
            scalars(
                new MathNode.Mul(x.terms().get(i), y.terms().get(0)),
                new MathNode.Mul(y.terms().get(i), x.terms().get(0)));
      }
      return same;
    }
    MathNode.Ratio ratio = (MathNode.Ratio) (a instanceof MathNode.Ratio ? a : b);
    MathNode other = a instanceof MathNode.Ratio ? b : a;
    if (ratio.terms().size() != 2 || ratio.clock() && !reduced(ratio)) {
      return false;
    }
    return compare(new MathNode.Div(ratio.terms().get(0), ratio.terms().get(1)), other);
  }

  private static boolean reduced(MathNode.Ratio clock) {
    return clock.terms().get(0) instanceof MathNode.Num hours
        && clock.terms().get(1) instanceof MathNode.Num minutes
        && hours.value().numerator().gcd(minutes.value().numerator()).equals(BigInteger.ONE);
  }

  private boolean compareTuples(MathNode a, MathNode b) {
    if (!(a instanceof MathNode.Tuple x) || !(b instanceof MathNode.Tuple y)) {
      return false;
    }
    boolean sameBrackets =
        x.open() == y.open() && x.close() == y.close()
            || x.open() == '<' && point(y)
            || y.open() == '<' && point(x);
    if (!sameBrackets) {
      return false;
    }
    boolean ordered = orderedTuples || !(x.open() == '(' && x.close() == ')');
    return ordered ? ordered(x.items(), y.items()) : unordered(x.items(), y.items());
  }

  private static boolean point(MathNode.Tuple tuple) {
    return tuple.open() == '(' && tuple.close() == ')' || tuple.open() == '<';
  }

  private boolean ordered(List<MathNode> x, List<MathNode> y) {
    if (x.size() != y.size()) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (!compare(x.get(i), y.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Equal as sets: what is repeated counts once. */
  private boolean unordered(List<MathNode> x, List<MathNode> y) {
    List<MathNode> left = distinct(x);
    List<MathNode> right = distinct(y);
    if (left.size() != right.size()) {
      return false;
    }
    List<MathNode> open = new ArrayList<>(right);
    for (MathNode item : left) {
      boolean found = false;
      for (int i = 0; i < open.size() && !found; i++) {
        if (compare(item, open.get(i))) {
          open.remove(i);
          found = true;
        }
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private List<MathNode> distinct(List<MathNode> items) {
    if (items.size() > MAX_ITEMS) {
      throw new UnsureException("too many items");
    }
    List<MathNode> distinct = new ArrayList<>();
    for (MathNode item : items) {
      boolean known = false;
      for (int i = 0; i < distinct.size() && !known; i++) {
        known = compare(item, distinct.get(i));
      }
      if (!known) {
        distinct.add(item);
      }
    }
    return distinct;
  }

  private boolean compareGrids(MathNode a, MathNode b) {
    if (!(a instanceof MathNode.Grid x)
        || !(b instanceof MathNode.Grid y)
        || x.determinant() != y.determinant()
        || x.rows().size() != y.rows().size()) {
      return false;
    }
    for (int i = 0; i < x.rows().size(); i++) {
      if (!ordered(x.rows().get(i), y.rows().get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean compareWords(MathNode a, MathNode b) {
    if (a instanceof MathNode.Words x && b instanceof MathNode.Words y) {
      return x.key().equals(y.key());
    }
    MathNode other = a instanceof MathNode.Words ? b : a;
    String key = ((MathNode.Words) (a instanceof MathNode.Words ? a : b)).key();
    return other instanceof MathNode.Sym sym && sym.name().equalsIgnoreCase(key);
  }

  private static boolean compareBased(MathNode a, MathNode b) {
    if (a instanceof MathNode.Based x && b instanceof MathNode.Based y) {
      return x.base() == y.base() && trimmed(x.digits()).equals(trimmed(y.digits()));
    }
    MathNode.Based based = (MathNode.Based) (a instanceof MathNode.Based ? a : b);
    MathNode other = a instanceof MathNode.Based ? b : a;
    // The numeral itself, where its digits mean the same in every base.
    return other instanceof MathNode.Num num
        && (based.base() == 10 || trimmed(based.digits()).length() == 1)
        && num.value().equals(Rational.of(new java.math.BigDecimal(based.digits())));
  }

  private static String trimmed(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private boolean compareEquations(MathNode a, MathNode b) {
    if (!(a instanceof MathNode.Relation x) || !(b instanceof MathNode.Relation y)) {
      return false;
    }
    if (x.ops().contains("in") || y.ops().contains("in")) {
      return x.ops().equals(y.ops()) && ordered(x.sides(), y.sides());
    }
    if (x.ops().size() != 1 || y.ops().size() != 1) {
      return x.ops().equals(y.ops()) && ordered(x.sides(), y.sides());
    }
    MathNode left = MathForms.difference(x);
    MathNode right = MathForms.difference(y);
    String op = MathForms.direction(x);
    if (!op.equals(MathForms.direction(y))) {
      return false;
    }
    MathAlgebra algebra = new MathAlgebra();
    MathEvaluator evaluator = new MathEvaluator(algebra, percent == PercentPolicy.HUNDREDTH);
    Quotient p = evaluator.value(left);
    Quotient q = evaluator.value(right);
    if (p.top().isZero() || q.top().isZero()) {
      return p.top().isZero() && q.top().isZero();
    }
    Quotient ratio = algebra.over(p, q);
    Rational factor = p.top().first().getValue().over(q.top().first().getValue());
    boolean constant = ratio.top().isRational() && ratio.bottom().isRational();
    if (!constant && !algebra.equal(p, algebra.times(q, MathAlgebra.of(factor)))) {
      return false;
    }
    Rational scale = constant ? ratio.top().rational().over(ratio.bottom().rational()) : factor;
    return op.equals("=") || op.equals("!=") || scale.signum() > 0;
  }

  private static String unit(MathNode node) {
    if (node instanceof MathNode.Neg neg) {
      return unit(neg.of());
    }
    if (node instanceof MathNode.Quantity quantity) {
      return quantity.unit();
    }
    return node instanceof MathNode.Degrees
        ? "degree"
        : node instanceof MathNode.Percent ? "percent" : null;
  }

  private boolean scalars(MathNode a, MathNode b) {
    if (MathForms.isBoundless(a) || MathForms.isBoundless(b)) {
      return a.equals(b) && !MathForms.isReckoned(a); // infinity is no number to reckon with
    }
    Rational factor = Rational.ONE;
    String unit = unit(a);
    String other = unit(b);
    boolean temperature = MathUnits.isTemperature(unit) != MathUnits.isTemperature(other);
    boolean degrees = temperature && ("degree".equals(unit) || "degree".equals(other));
    if (unit != null && other != null && !degrees) {
      factor = MathUnits.factor(unit, other);
      if (factor == null) {
        return false;
      }
    }
    return switch (percent) {
      case IGNORE -> scalars(a, b, factor, false);
      case HUNDREDTH -> scalars(a, b, factor, true);
      case EITHER -> scalars(a, b, factor, false) || scalars(a, b, factor, true);
    };
  }

  private static boolean scalars(MathNode a, MathNode b, Rational factor, boolean hundredth) {
    try {
      MathAlgebra algebra = new MathAlgebra();
      MathEvaluator evaluator = new MathEvaluator(algebra, hundredth);
      Quotient left = algebra.times(evaluator.value(a), MathAlgebra.of(factor));
      return algebra.equal(left, evaluator.value(b));
    } catch (UnsureException e) {
      return factor.equals(Rational.ONE) && RationalProbe.equal(a, b);
    }
  }
}
