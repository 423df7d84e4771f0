package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.number.Rational;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Factors of numbers and simple forms of nested roots. */
final class MathRoots {
  private static final int TRIAL_LIMIT = 20_000;
  private static final int MAX_DEGREE_BITS = 3;
  private static final int MAX_ROOT_BITS = 4000;

  private MathRoots() {}

  /**
   * Factors of a positive number with their multiplicities: primes below {@value #TRIAL_LIMIT},
   * then what is left as one factor, or as the root of a square or cube.
   */
  static Map<BigInteger, Integer> factors(BigInteger value) {
    Map<BigInteger, Integer> factors = new TreeMap<>();
    BigInteger rest = value;
    if (rest.bitLength() > 2000) {
      throw new UnsureException("a number too long to factor");
    }
    for (long p = 2; p < TRIAL_LIMIT && rest.bitLength() > 1; p += p == 2 ? 1 : 2) {
      BigInteger prime = BigInteger.valueOf(p);
      if (prime.multiply(prime).compareTo(rest) > 0) {
        break;
      }
      for (BigInteger[] parts = rest.divideAndRemainder(prime);
          parts[1].signum() == 0;
          parts = rest.divideAndRemainder(prime)) {
        factors.merge(prime, 1, Integer::sum);
        rest = parts[0];
      }
    }
    if (!rest.equals(BigInteger.ONE)) {
      BigInteger root = rest.sqrt();
      boolean square = root.multiply(root).equals(rest);
      factors.merge(square ? root : rest, square ? 2 : 1, Integer::sum);
    }
    return factors;
  }

  /** The positive rational number that leaves whole coefficients without a common factor. */
  static Rational content(Poly poly) {
    BigInteger top = BigInteger.ZERO;
    BigInteger bottom = BigInteger.ONE;
    for (Rational coefficient : poly.terms().values()) {
      top = top.gcd(coefficient.numerator());
      bottom =
          bottom.multiply(coefficient.denominator()).divide(bottom.gcd(coefficient.denominator()));
    }
    return Rational.of(top, bottom);
  }

  /** The square root of {@code a + b sqrt(m)} as a sum of two roots, if it is one; else null. */
  static MathAlgebra.Quotient denested(MathAlgebra algebra, Poly base, Rational exponent) {
    Rational half = Rational.ONE.over(Rational.of(2));
    if (base.size() != 2 || !exponent.equals(half)) {
      return null;
    }
    Rational a = base.terms().get(Monomial.ONE);
    Rational b = null;
    Monomial radical = null;
    for (Map.Entry<Monomial, Rational> term : base.terms().entrySet()) {
      if (!term.getKey().isOne()) {
        radical = term.getKey();
        b = term.getValue();
      }
    }
    if (a == null || a.signum() <= 0 || radical == null) {
      return null;
    }
    Rational m = Rational.ONE;
    for (Map.Entry<String, Rational> entry : radical.powers().entrySet()) {
      if (entry.getKey().charAt(0) != '#' || !entry.getValue().equals(half)) {
        return null;
      }
      m = m.times(Rational.of(new BigInteger(entry.getKey().substring(1))));
    }
    Rational d = squareRoot(a.times(a).minus(b.times(b).times(m)));
    if (d == null) {
      return null;
    }
    MathAlgebra.Quotient first = algebra.power(MathAlgebra.of(a.plus(d).times(half)), half);
    MathAlgebra.Quotient second = algebra.power(MathAlgebra.of(a.minus(d).times(half)), half);
    return algebra.plus(first, b.signum() < 0 ? MathAlgebra.negate(second) : second);
  }

  /** The whole number below or above a rational number or one positive radical; null if neither. */
  static Rational rounded(MathAlgebra.Quotient of, boolean down) {
    if (!of.bottom().isRational() || of.top().size() != 1 && !of.top().isZero()) {
      return null;
    }
    if (of.top().isRational()) {
      return rounded(of.top().rational().over(of.bottom().rational()), down);
    }
    Map.Entry<Monomial, Rational> term = of.top().first();
    Rational power = term.getValue().over(of.bottom().rational());
    int degree = 1; // of the root
    for (Map.Entry<String, Rational> factor : term.getKey().powers().entrySet()) {
      BigInteger part = factor.getValue().denominator();
      if (factor.getKey().charAt(0) != '#' || part.bitLength() > MAX_DEGREE_BITS) {
        return null;
      }
      degree *= part.intValue() / part.gcd(BigInteger.valueOf(degree)).intValue();
    }
    if (power.signum() <= 0 || power.bits() * degree > MAX_ROOT_BITS) {
      return null;
    }
    Rational raised = Rational.ONE;
    for (int i = 0; i < degree; i++) {
      raised = raised.times(power);
    }
    for (Map.Entry<String, Rational> factor : term.getKey().powers().entrySet()) {
      Rational prime = Rational.of(new BigInteger(factor.getKey().substring(1)));
      Rational times = factor.getValue().times(Rational.of(degree));
      if (prime.bits() * times.numerator().abs().longValue() > MAX_ROOT_BITS) {
        return null;
      }
      for (int i = 0; i < times.numerator().abs().intValue(); i++) {
        raised = times.signum() > 0 ? raised.times(prime) : raised.over(prime);
      }
    }
    BigInteger root = root(raised.numerator().divide(raised.denominator()), degree);
    return Rational.of(down ? root : root.add(BigInteger.ONE)); // a radical is no whole number
  }

  private static Rational rounded(Rational value, boolean down) {
    BigInteger[] parts = value.numerator().divideAndRemainder(value.denominator());
    int shift = down ? Math.min(0, parts[1].signum()) : Math.max(0, parts[1].signum());
    return Rational.of(parts[0].add(BigInteger.valueOf(shift)));
  }

  /** The greatest whole number whose power is at most a value. */
  private static BigInteger root(BigInteger value, int degree) {
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.ONE.shiftLeft(value.bitLength() / degree + 1);
    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      if (middle.pow(degree).compareTo(value) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The exact root; null if there is none. */
  static Rational squareRoot(Rational value) {
    if (value.signum() < 0) {
      return null;
    }
    BigInteger top = value.numerator().sqrt();
    BigInteger bottom = value.denominator().sqrt();
    Rational root = Rational.of(top, bottom);
    return root.times(root).equals(value) ? root : null;
  }
}
