package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.number.Rational;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exact arithmetic on quotients of {@link Poly}s, with limits. Roots of primes are reduced to
 * exponents below 1, so that sums of radicals of rational numbers have one form (real roots of
 * different square-free radicands are linearly independent over the rationals: Besicovitch 1940);
 * {@code i} squares to -1; powers of sums that are no whole powers are opaque atoms that know their
 * sum. Zero is decided exactly up to relations between opaque atoms, which are never assumed: an
 * equality found here holds.
 *
 * <p>One instance per comparison; not thread-safe.
 */
final class MathAlgebra {
  private static final int MAX_TERMS = 1500;
  private static final int MAX_BITS = 40_000;
  private static final int MAX_WORK = 150_000;
  private static final int MAX_POWER = 20_000;
  static final String I = "c:i";

  /** A quotient; the denominator is not zero. */
  record Quotient(Poly top, Poly bottom) {}

  private final Map<String, Poly> sums = new HashMap<>();
  private int work;

  static final Quotient ZERO = new Quotient(Poly.ZERO, Poly.of(Rational.ONE));

  static Quotient of(Rational value) {
    return new Quotient(Poly.of(value), Poly.of(Rational.ONE));
  }

  static Quotient atom(String name) {
    return new Quotient(
        Poly.of(Rational.ONE, Monomial.of(name, Rational.ONE)), Poly.of(Rational.ONE));
  }

  private void work(int amount) {
    work += amount;
    if (work > MAX_WORK) {
      throw new UnsureException("too much work");
    }
  }

  Quotient plus(Quotient a, Quotient b) {
    if (a.bottom().equals(b.bottom())) {
      return reduced(a.top().plus(b.top()), a.bottom());
    }
    return reduced(
        times(a.top(), b.bottom()).plus(times(b.top(), a.bottom())), times(a.bottom(), b.bottom()));
  }

  static Quotient negate(Quotient a) {
    return new Quotient(a.top().scaled(Rational.of(-1)), a.bottom());
  }

  Quotient times(Quotient a, Quotient b) {
    return reduced(times(a.top(), b.top()), times(a.bottom(), b.bottom()));
  }

  Quotient over(Quotient a, Quotient b) {
    if (b.top().isZero()) {
      throw new UnsureException("division by zero");
    }
    return reduced(times(a.top(), b.bottom()), times(a.bottom(), b.top()));
  }

  boolean equal(Quotient a, Quotient b) {
    if (a.bottom().equals(b.bottom())) {
      return a.top().equals(b.top());
    }
    return times(a.top(), b.bottom()).equals(times(b.top(), a.bottom()));
  }

  /** With a denominator that begins with coefficient 1, or is 1 if it was one term. */
  private Quotient reduced(Poly top, Poly bottom) {
    if (bottom.isZero()) {
      throw new UnsureException("division by zero");
    }
    if (top.isZero()) {
      return ZERO;
    }
    if (bottom.size() > 1) {
      Rational lead = bottom.first().getValue();
      Poly scaledTop = top.scaled(Rational.ONE.over(lead));
      Poly scaledBottom = bottom.scaled(Rational.ONE.over(lead));
      if (proportional(scaledTop, scaledBottom)) {
        return of(scaledTop.first().getValue().over(scaledBottom.first().getValue()));
      }
      return new Quotient(scaledTop, scaledBottom);
    }
    Map.Entry<Monomial, Rational> one = bottom.first();
    for (Map.Entry<String, Rational> entry : one.getKey().powers().entrySet()) {
      if (sums.containsKey(entry.getKey())) {
        Poly rest =
            Poly.of(
                Rational.ONE, Monomial.of(entry.getKey(), Rational.ONE.minus(entry.getValue())));
        return reduced(times(top, rest), times(bottom, rest));
      }
    }
    Poly inverse = Poly.of(Rational.ONE.over(one.getValue()), one.getKey().raised(Rational.of(-1)));
    return new Quotient(times(top, inverse), Poly.of(Rational.ONE));
  }

  private static boolean proportional(Poly a, Poly b) {
    return a.size() == b.size()
        && a.scaled(Rational.ONE.over(a.first().getValue()))
            .equals(b.scaled(Rational.ONE.over(b.first().getValue())));
  }

  Poly times(Poly a, Poly b) {
    work(1 + a.size() * b.size());
    TreeMap<Monomial, Rational> product = new TreeMap<>();
    Poly extra = Poly.ZERO;
    for (Map.Entry<Monomial, Rational> x : a.terms().entrySet()) {
      for (Map.Entry<Monomial, Rational> y : b.terms().entrySet()) {
        Rational coefficient = x.getValue().times(y.getValue());
        if (coefficient.bits() > MAX_BITS) {
          throw new UnsureException("numbers too long");
        }
        Monomial monomial = x.getKey().times(y.getKey());
        Poly term = folded(coefficient, monomial);
        if (term.size() == 1) {
          Poly.add(product, term.first().getKey(), term.first().getValue());
        } else {
          extra = extra.plus(term);
        }
      }
      if (product.size() > MAX_TERMS || extra.size() > MAX_TERMS) {
        throw new UnsureException("too many terms");
      }
    }
    return extra.isZero() ? new Poly(product) : new Poly(product).plus(extra);
  }

  /** One term with whole powers of primes, of i and of known sums worked out. */
  private Poly folded(Rational coefficient, Monomial monomial) {
    Rational factor = coefficient;
    Monomial rest = monomial;
    Poly sum = null;
    for (Map.Entry<String, Rational> entry : monomial.powers().entrySet()) {
      String atom = entry.getKey();
      Rational power = entry.getValue();
      if (atom.charAt(0) == '#') {
        BigInteger floor = floor(power);
        if (floor.signum() != 0) {
          factor = factor.times(whole(new BigInteger(atom.substring(1)), floor));
          rest = rest.with(atom, power.minus(Rational.of(floor)));
        }
      } else if (atom.equals(I) && power.isInteger()) {
        int four = power.numerator().mod(BigInteger.valueOf(4)).intValue();
        factor = four >= 2 ? factor.negate() : factor;
        rest = rest.with(I, Rational.of(four % 2));
      } else if (sums.containsKey(atom) && power.compareTo(Rational.ONE) >= 0) {
        BigInteger floor = floor(power);
        rest = rest.with(atom, power.minus(Rational.of(floor)));
        Poly expanded = raised(sums.get(atom), floor);
        sum = sum == null ? expanded : times(sum, expanded);
      }
    }
    Poly term = Poly.of(factor, rest);
    return sum == null ? term : times(term, sum);
  }

  private static BigInteger floor(Rational value) {
    BigInteger[] parts = value.numerator().divideAndRemainder(value.denominator());
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private Rational whole(BigInteger base, BigInteger exponent) {
    if (exponent.abs().bitLength() > 31
        || (long) exponent.abs().intValue() * base.bitLength() > MAX_BITS) {
      throw new UnsureException("a power too large");
    }
    Rational power = Rational.of(base.pow(exponent.abs().intValue()));
    return exponent.signum() < 0 ? Rational.ONE.over(power) : power;
  }

  private Poly raised(Poly base, BigInteger exponent) {
    if (exponent.bitLength() > 15 || exponent.intValue() > MAX_POWER) {
      throw new UnsureException("a power too large");
    }
    Poly result = Poly.of(Rational.ONE);
    Poly square = base;
    for (int n = exponent.intValue(); n > 0; n >>= 1) {
      if ((n & 1) == 1) {
        result = times(result, square);
      }
      square = n > 1 ? times(square, square) : square;
    }
    return result;
  }

  /** A rational power. */
  Quotient power(Quotient base, Rational exponent) {
    if (exponent.signum() == 0) {
      if (base.top().isZero()) {
        throw new UnsureException("0 to the power 0");
      }
      return of(Rational.ONE);
    }
    if (base.top().isZero()) {
      if (exponent.signum() < 0) {
        throw new UnsureException("division by zero");
      }
      return ZERO;
    }
    if (exponent.isInteger()) {
      BigInteger n = exponent.numerator().abs();
      Quotient power =
          base.top().size() == 1 && base.bottom().isRational()
              ? monomialPower(base.top(), Rational.of(n))
              : new Quotient(raised(base.top(), n), raised(base.bottom(), n));
      return exponent.signum() < 0
          ? reduced(power.bottom(), power.top())
          : reduced(power.top(), power.bottom());
    }
    if (exponent.denominator().bitLength() > 10) {
      throw new UnsureException("a root too high");
    }
    return over(root(base.top(), exponent), root(base.bottom(), exponent));
  }

  private Quotient root(Poly base, Rational exponent) {
    if (base.size() == 1) {
      return monomialPower(base, exponent);
    }
    Quotient denested = MathRoots.denested(this, base, exponent);
    if (denested != null) {
      return denested;
    }
    Rational content = MathRoots.content(base);
    Poly primitive = base.scaled(Rational.ONE.over(content));
    String atom = "r:(" + primitive + ")";
    sums.put(atom, primitive);
    Quotient outer = monomialPower(Poly.of(content), exponent);
    return times(
        outer,
        new Quotient(Poly.of(Rational.ONE, Monomial.of(atom, exponent)), Poly.of(Rational.ONE)));
  }

  /** Power of one term. Variables under an even root keep their squares to themselves. */
  private Quotient monomialPower(Poly term, Rational exponent) {
    Monomial monomial = term.first().getKey();
    Rational coefficient = term.first().getValue();
    Poly result = Poly.of(Rational.ONE);
    if (coefficient.signum() < 0) {
      result = signPower(exponent);
      coefficient = coefficient.negate();
    }
    if (exponent.isInteger()) {
      Rational top = whole(coefficient.numerator(), exponent.numerator());
      Rational bottom = whole(coefficient.denominator(), exponent.numerator());
      result = times(result, Poly.of(top.over(bottom)));
    } else {
      for (Map.Entry<BigInteger, Integer> prime :
          MathRoots.factors(coefficient.numerator()).entrySet()) {
        Rational power = exponent.times(Rational.of(prime.getValue()));
        result = times(result, primePower(prime.getKey(), power));
      }
      for (Map.Entry<BigInteger, Integer> prime :
          MathRoots.factors(coefficient.denominator()).entrySet()) {
        Rational power = exponent.times(Rational.of(-prime.getValue()));
        result = times(result, primePower(prime.getKey(), power));
      }
    }
    for (Map.Entry<String, Rational> entry : monomial.powers().entrySet()) {
      result = times(result, atomPower(entry.getKey(), entry.getValue(), exponent));
    }
    return new Quotient(result, Poly.of(Rational.ONE));
  }

  private Poly primePower(BigInteger prime, Rational power) {
    return folded(Rational.ONE, Monomial.of("#" + prime, power));
  }

  private static Poly signPower(Rational exponent) {
    BigInteger n = exponent.numerator();
    if (exponent.isInteger() || exponent.denominator().testBit(0)) {
      return Poly.of(Rational.of(n.testBit(0) ? -1 : 1));
    }
    if (exponent.denominator().equals(BigInteger.TWO)) {
      int four = n.mod(BigInteger.valueOf(4)).intValue();
      return Poly.of(Rational.of(four >= 2 ? -1 : 1), Monomial.of(I, Rational.ONE));
    }
    throw new UnsureException("an even root of a negative number");
  }

  private Poly atomPower(String atom, Rational power, Rational exponent) {
    if (atom.equals(I) && !exponent.isInteger()) {
      throw new UnsureException("a root of i");
    }
    boolean positive =
        atom.charAt(0) == '#' || atom.equals("c:pi") || atom.equals("c:e") || atom.startsWith("p:");
    boolean evenRoot = !exponent.denominator().testBit(0);
    boolean evenPower = !power.numerator().testBit(0);
    if (!positive && evenRoot && evenPower) {
      // The root of a square is an absolute value, not the thing itself.
      Monomial absolute = Monomial.of("f:abs(" + atom + ")", power.times(exponent));
      return folded(Rational.ONE, absolute);
    }
    return folded(Rational.ONE, Monomial.of(atom, power.times(exponent)));
  }
}
