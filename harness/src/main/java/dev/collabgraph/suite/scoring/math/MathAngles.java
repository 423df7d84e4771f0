package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathAlgebra.Quotient;
import dev.collabgraph.suite.scoring.number.Rational;
import java.math.BigInteger;
import java.util.Map;

/**
 * Sines of multiples of 15 and odd multiples of 18 degrees in radicals, and the angles that belong
 * to such values. One instance per comparison; not thread-safe.
 */
final class MathAngles {
  private static final Rational HALF = Rational.ONE.over(Rational.of(2));
  private static final Rational QUARTER = Rational.ONE.over(Rational.of(4));
  private static final int TWELFTHS = 12;

  private final MathAlgebra algebra;

  MathAngles(MathAlgebra algebra) {
    this.algebra = algebra;
  }

  /** The angle divided by pi if that is rational, else null. */
  static Rational timesPi(Quotient angle) {
    if (angle.top().isZero()) {
      return Rational.ZERO;
    }
    boolean multiple =
        angle.top().size() == 1
            && angle.bottom().isRational()
            && angle.top().first().getKey().equals(Monomial.of("c:pi", Rational.ONE));
    return multiple ? angle.top().first().getValue().over(angle.bottom().rational()) : null;
  }

  /** The sine of so many times pi; null where it is not known in radicals. */
  Quotient sine(Rational turns) {
    Rational twelfths = turns.times(Rational.of(TWELFTHS));
    if (twelfths.isInteger()) {
      int n = twelfths.numerator().mod(BigInteger.valueOf(24)).intValue();
      Quotient value = twelfth(Math.min(n % 12, 12 - n % 12));
      return n > TWELFTHS ? MathAlgebra.negate(value) : value;
    }
    Rational tenths = turns.times(Rational.of(10));
    if (!tenths.isInteger() || !tenths.numerator().testBit(0)) {
      return null;
    }
    int n = tenths.numerator().mod(BigInteger.valueOf(20)).intValue();
    int acute = Math.min(n % 10, 10 - n % 10);
    Quotient value = halves(5, acute == 1 ? -1 : 1, MathAlgebra.of(Rational.ONE));
    return n > 10 ? MathAlgebra.negate(value) : value;
  }

  private Quotient twelfth(int acute) {
    return switch (acute) {
      case 0 -> MathAlgebra.ZERO;
      case 1 -> halves(6, -1, root(2));
      case 2 -> MathAlgebra.of(HALF);
      case 3 -> algebra.times(root(2), MathAlgebra.of(HALF));
      case 4 -> algebra.times(root(3), MathAlgebra.of(HALF));
      case 5 -> halves(6, 1, root(2));
      default -> MathAlgebra.of(Rational.ONE);
    };
  }

  private Quotient root(int n) {
    return algebra.power(MathAlgebra.of(Rational.of(n)), HALF);
  }

  private Quotient halves(int n, int sign, Quotient other) {
    Quotient sum = algebra.plus(root(n), sign < 0 ? MathAlgebra.negate(other) : other);
    return algebra.times(sum, MathAlgebra.of(QUARTER));
  }

  /**
   * What {@code asin}, {@code acos} or {@code atan} of a value is, a multiple of a twelfth of pi;
   * null if it is none.
   */
  Quotient arc(String function, Quotient value) {
    for (Map.Entry<Monomial, Rational> term : value.top().terms().entrySet()) {
      if (!term.getKey().powers().keySet().stream().allMatch(atom -> atom.charAt(0) == '#')) {
        return null; // more than radicals
      }
    }
    boolean tangent = function.equals("atan");
    int most = tangent ? TWELFTHS / 2 - 1 : TWELFTHS / 2;
    for (int n = -most; n <= most; n++) {
      Rational turns = Rational.of(n).over(Rational.of(TWELFTHS));
      Quotient sine = sine(turns);
      Quotient here = tangent ? algebra.over(sine, sine(turns.plus(HALF))) : sine;
      if (algebra.equal(here, value)) {
        Rational angle = function.equals("acos") ? HALF.minus(turns) : turns;
        return algebra.times(MathAlgebra.atom("c:pi"), MathAlgebra.of(angle));
      }
    }
    return null;
  }

  /** {@code e} to the power of {@code i} times so many times pi; null if not in radicals. */
  Quotient onCircle(Rational turns) {
    Quotient cosine = sine(turns.plus(HALF));
    Quotient sine = sine(turns);
    return cosine == null || sine == null
        ? null
        : algebra.plus(cosine, algebra.times(MathAlgebra.atom(MathAlgebra.I), sine));
  }
}
