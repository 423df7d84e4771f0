package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.number.Rational;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Compares two rational expressions that are too large to expand, by their exact values at random
 * points (Schwartz 1980, Zippel 1979). Points have 61 random bits for each variable and the
 * expressions' degrees are held below 2^16, so two different ones agree at one point with
 * probability at most 2^-45; two points are asked, the same in every run. Everything but sums,
 * products, quotients and whole powers of numbers and variables is unsure.
 */
final class RationalProbe {
  private static final int MAX_BITS = 400_000;
  private static final long MAX_DEGREE = 1 << 15;
  private static final int POINTS = 2;

  private final Map<String, Rational> point = new HashMap<>();
  private final SplittableRandom random;

  private RationalProbe(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static boolean equal(MathNode a, MathNode b) {
    if (degree(a) > MAX_DEGREE || degree(b) > MAX_DEGREE) {
      throw new UnsureException("a degree too high");
    }
    for (int i = 0; i < POINTS; i++) {
      RationalProbe probe = new RationalProbe(0x5DEECE66DL + i);
      if (!probe.value(a).equals(probe.value(b))) {
        return false;
      }
    }
    return true;
  }

  /** A bound on the degrees of numerator and denominator. */
  private static long degree(MathNode node) {
    if (node instanceof MathNode.Num) {
      return 0;
    } else if (node instanceof MathNode.Sym) {
      return 1;
    } else if (node instanceof MathNode.Add add) {
      return bounded(degree(add.left()) + degree(add.right()));
    } else if (node instanceof MathNode.Mul mul) {
      return bounded(degree(mul.left()) + degree(mul.right()));
    } else if (node instanceof MathNode.Div div) {
      return bounded(degree(div.left()) + degree(div.right()));
    } else if (node instanceof MathNode.Neg neg) {
      return degree(neg.of());
    } else if (node instanceof MathNode.Pow pow) {
      return bounded(degree(pow.base()) * Math.abs(exponent(pow)));
    }
    throw new UnsureException("not rational");
  }

  private static long bounded(long degree) {
    if (degree > MAX_DEGREE) {
      throw new UnsureException("a degree too high");
    }
    return degree;
  }

  private static int exponent(MathNode.Pow pow) {
    boolean negative = pow.exponent() instanceof MathNode.Neg;
    MathNode size = negative ? ((MathNode.Neg) pow.exponent()).of() : pow.exponent();
    if (size instanceof MathNode.Num n
        && n.value().isInteger()
        && n.value().numerator().bitLength() < 15) {
      return negative ? -n.value().numerator().intValue() : n.value().numerator().intValue();
    }
    throw new UnsureException("no small whole exponent");
  }

  private Rational value(MathNode node) {
    Rational value = compute(node);
    if (value.bits() > MAX_BITS) {
      throw new UnsureException("numbers too long");
    }
    return value;
  }

  private Rational compute(MathNode node) {
    if (node instanceof MathNode.Num num) {
      return num.value();
    } else if (node instanceof MathNode.Sym sym) {
      return point.computeIfAbsent(
          sym.name(), name -> Rational.of((random.nextLong() >>> 2) | 1L << 61));
    } else if (node instanceof MathNode.Add add) {
      return value(add.left()).plus(value(add.right()));
    } else if (node instanceof MathNode.Mul mul) {
      return value(mul.left()).times(value(mul.right()));
    } else if (node instanceof MathNode.Neg neg) {
      return value(neg.of()).negate();
    } else if (node instanceof MathNode.Div div) {
      Rational bottom = value(div.right());
      if (bottom.signum() == 0) {
        throw new UnsureException("division by zero");
      }
      return value(div.left()).over(bottom);
    } else if (node instanceof MathNode.Pow pow) {
      return power(value(pow.base()), exponent(pow));
    }
    throw new UnsureException("not rational");
  }

  private static Rational power(Rational base, int exponent) {
    int n = Math.abs(exponent);
    if ((long) base.bits() * n > MAX_BITS || base.signum() == 0 && exponent <= 0) {
      throw new UnsureException("a power too large");
    }
    BigInteger top = base.numerator().pow(n);
    BigInteger bottom = base.denominator().pow(n);
    return exponent < 0 ? Rational.of(bottom, top) : Rational.of(top, bottom);
  }
}
