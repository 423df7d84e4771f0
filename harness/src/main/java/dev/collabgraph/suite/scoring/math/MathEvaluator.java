package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathAlgebra.Quotient;
import dev.collabgraph.suite.scoring.number.Rational;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Turns expressions into quotients of sums. What is no expression is unsure. */
final class MathEvaluator {
  private static final Rational HALF = Rational.ONE.over(Rational.of(2));
  private static final Quotient E = MathAlgebra.atom("c:e");
  private static final Monomial HALF_TURN =
      Monomial.of("c:pi", Rational.ONE).times(Monomial.of(MathAlgebra.I, Rational.ONE));
  private static final int MAX_FACTORIAL = 1000;
  private static final int MAX_CHOSEN_BITS = 3; // symbols of which up to 7 are chosen are expanded

  private final MathAlgebra algebra;
  private final boolean hundredth;
  private final MathAngles angles;

  MathEvaluator(MathAlgebra algebra, boolean hundredth) {
    this.algebra = algebra;
    this.hundredth = hundredth;
    this.angles = new MathAngles(algebra);
  }

  Quotient value(MathNode node) {
    if (node instanceof MathNode.Num num) {
      return MathAlgebra.of(num.value());
    } else if (node instanceof MathNode.Sym sym) {
      return MathAlgebra.atom("v:" + sym.name());
    } else if (node instanceof MathNode.Const constant) {
      return MathAlgebra.atom("c:" + constant.name());
    } else if (node instanceof MathNode.Add add) {
      return algebra.plus(value(add.left()), value(add.right()));
    } else if (node instanceof MathNode.Mul mul) {
      return algebra.times(value(mul.left()), value(mul.right()));
    } else if (node instanceof MathNode.Div div) {
      return algebra.over(value(div.left()), value(div.right()));
    } else if (node instanceof MathNode.Neg neg) {
      return MathAlgebra.negate(value(neg.of()));
    } else if (node instanceof MathNode.Pow pow) {
      return power(value(pow.base()), value(pow.exponent()));
    } else if (node instanceof MathNode.Func func) {
      return function(func);
    } else if (node instanceof MathNode.Percent percent) {
      Quotient of = value(percent.of());
      return hundredth ? algebra.over(of, MathAlgebra.of(Rational.of(100))) : of;
    } else if (node instanceof MathNode.Degrees degrees) {
      return value(degrees.of());
    } else if (node instanceof MathNode.Quantity quantity) {
      return value(quantity.of());
    }
    throw new UnsureException("no expression");
  }

  private Quotient power(Quotient base, Quotient exponent) {
    if (exponent.top().isRational() && exponent.bottom().isRational()) {
      return algebra.power(base, exponent.top().rational().over(exponent.bottom().rational()));
    }
    if (!exponent.bottom().isRational()) {
      return opaque("pw", base, exponent);
    }
    Quotient result = MathAlgebra.of(Rational.ONE);
    Poly scaled = exponent.top().scaled(Rational.ONE.over(exponent.bottom().rational()));
    for (Map.Entry<Monomial, Rational> term : scaled.terms().entrySet()) {
      boolean turn = term.getKey().equals(HALF_TURN) && base.equals(E);
      Quotient factor = turn ? angles.onCircle(term.getValue()) : null;
      if (factor == null) {
        factor =
            term.getKey().isOne()
                ? algebra.power(base, term.getValue())
                : symbolicPower(base, term.getKey(), term.getValue());
      }
      result = algebra.times(result, factor);
    }
    return result;
  }

  /** {@code base^(coefficient * monomial)} by the base's factors, each an atom of its own. */
  private Quotient symbolicPower(Quotient base, Monomial monomial, Rational coefficient) {
    if (base.top().size() != 1 || !base.bottom().isRational()) {
      return opaquePower(base.toString(), monomial, coefficient);
    }
    Map.Entry<Monomial, Rational> term = base.top().first();
    Rational number = term.getValue().over(base.bottom().rational());
    if (number.signum() < 0) {
      return opaquePower(base.toString(), monomial, coefficient);
    }
    TreeMap<String, Rational> factors = new TreeMap<>(term.getKey().powers());
    MathRoots.factors(number.numerator())
        .forEach((prime, times) -> factors.merge("#" + prime, Rational.of(times), Rational::plus));
    MathRoots.factors(number.denominator())
        .forEach((prime, times) -> factors.merge("#" + prime, Rational.of(-times), Rational::plus));
    Quotient result = MathAlgebra.of(Rational.ONE);
    for (Map.Entry<String, Rational> factor : factors.entrySet()) {
      result =
          algebra.times(
              result, opaquePower(factor.getKey(), monomial, coefficient.times(factor.getValue())));
    }
    return result;
  }

  private Quotient opaquePower(String base, Monomial monomial, Rational coefficient) {
    String atom = "p:(" + base + ")^(" + monomial + ")";
    return algebra.power(MathAlgebra.atom(atom), coefficient);
  }

  private static Quotient opaque(String name, Quotient... args) {
    StringBuilder atom = new StringBuilder("f:").append(name).append('(');
    for (Quotient arg : args) {
      atom.append(arg.top()).append('/').append(arg.bottom()).append(',');
    }
    return MathAlgebra.atom(atom.append(')').toString());
  }

  private Quotient function(MathNode.Func func) {
    MathNode argument = func.args().get(0);
    return switch (func.name()) {
      case "sin" -> sine(angle(argument));
      case "cos" -> cosine(angle(argument));
      case "tan" -> algebra.over(sine(angle(argument)), cosine(angle(argument)));
      case "cot" -> algebra.over(cosine(angle(argument)), sine(angle(argument)));
      case "sec" -> algebra.over(MathAlgebra.of(Rational.ONE), cosine(angle(argument)));
      case "csc" -> algebra.over(MathAlgebra.of(Rational.ONE), sine(angle(argument)));
      case "cis" ->
          algebra.plus(
              cosine(angle(argument)),
              algebra.times(MathAlgebra.atom(MathAlgebra.I), sine(angle(argument))));
      case "asin", "acos", "atan" -> {
        Quotient of = value(argument);
        Quotient arc = angles.arc(func.name(), of);
        yield arc == null ? opaque(func.name(), of) : arc;
      }
      case "exp" -> power(E, value(argument));
      case "ln" -> logarithm(value(argument));
      case "lg" -> logarithm(value(argument), MathAlgebra.of(Rational.of(10)));
      case "log" ->
          logarithm(
              value(argument),
              func.args().size() > 1 ? value(func.args().get(1)) : MathAlgebra.of(Rational.of(10)));
      case "abs" -> absolute(value(argument));
      case "factorial" -> factorial(value(argument));
      case "binom" -> binomial(value(argument), value(func.args().get(1)));
      case "floor", "ceil" -> rounded(value(argument), func.name().equals("floor"));
      default ->
          opaque(func.name(), func.args().stream().map(this::value).toArray(Quotient[]::new));
    };
  }

  /** The angle, in radians; degrees are turned into them. */
  private Quotient angle(MathNode node) {
    if (node instanceof MathNode.Degrees degrees) {
      Quotient turn =
          algebra.times(
              MathAlgebra.atom("c:pi"), MathAlgebra.of(Rational.ONE.over(Rational.of(180))));
      return algebra.times(value(degrees.of()), turn);
    }
    if (node instanceof MathNode.Neg neg) {
      return MathAlgebra.negate(angle(neg.of()));
    }
    return value(node);
  }

  private Quotient cosine(Quotient angle) {
    Rational turns = MathAngles.timesPi(angle);
    if (turns != null) {
      return sine(angle, turns.plus(HALF), "cos");
    }
    return opaque("cos", unsigned(angle));
  }

  private Quotient sine(Quotient angle) {
    Rational turns = MathAngles.timesPi(angle);
    if (turns != null) {
      return sine(angle, turns, "sin");
    }
    Quotient positive = unsigned(angle);
    Quotient sine = opaque("sin", positive);
    return positive.equals(angle) ? sine : MathAlgebra.negate(sine);
  }

  private static Quotient unsigned(Quotient angle) {
    boolean negative = !angle.top().isZero() && angle.top().first().getValue().signum() < 0;
    return negative ? MathAlgebra.negate(angle) : angle;
  }

  private Quotient sine(Quotient angle, Rational turns, String name) {
    Quotient sine = angles.sine(turns);
    return sine == null ? opaque(name, angle) : sine;
  }

  private Quotient logarithm(Quotient of, Quotient base) {
    return algebra.over(logarithm(of), logarithm(base));
  }

  private Quotient logarithm(Quotient of) {
    if (of.top().size() != 1 || !of.bottom().isRational()) {
      return opaque("ln", of);
    }
    Map.Entry<Monomial, Rational> term = of.top().first();
    Rational number = term.getValue().over(of.bottom().rational());
    if (number.signum() <= 0) {
      return opaque("ln", of);
    }
    Quotient sum = MathAlgebra.ZERO;
    TreeMap<String, Rational> factors = new TreeMap<>(term.getKey().powers());
    MathRoots.factors(number.numerator())
        .forEach((prime, times) -> factors.merge("#" + prime, Rational.of(times), Rational::plus));
    MathRoots.factors(number.denominator())
        .forEach((prime, times) -> factors.merge("#" + prime, Rational.of(-times), Rational::plus));
    for (Map.Entry<String, Rational> factor : factors.entrySet()) {
      String atom = factor.getKey();
      Quotient one =
          atom.equals("c:e")
              ? MathAlgebra.of(Rational.ONE)
              : MathAlgebra.atom("f:ln(" + atom + ")");
      sum = algebra.plus(sum, algebra.times(one, MathAlgebra.of(factor.getValue())));
    }
    return sum;
  }

  private static Quotient absolute(Quotient of) {
    if (of.top().isZero()) {
      return of;
    }
    Quotient positive = unsigned(of);
    if (of.top().size() != 1 || !of.bottom().isRational()) {
      return opaque("abs", positive);
    }
    Map.Entry<Monomial, Rational> term = positive.top().first();
    Monomial sizes = Monomial.ONE;
    for (Map.Entry<String, Rational> factor : term.getKey().powers().entrySet()) {
      String atom = factor.getKey();
      boolean known = atom.charAt(0) == '#' || atom.equals("c:pi") || atom.equals("c:e");
      String size = known ? atom : atom.equals("c:i") ? null : "f:abs(" + atom + ")";
      sizes = size == null ? sizes : sizes.times(Monomial.of(size, factor.getValue()));
    }
    return new Quotient(Poly.of(term.getValue(), sizes), positive.bottom());
  }

  private static BigInteger whole(Quotient of) {
    return of.top().isRational()
            && of.bottom().isRational()
            && of.top().rational().over(of.bottom().rational()).isInteger()
        ? of.top().rational().over(of.bottom().rational()).numerator()
        : null;
  }

  private static Quotient factorial(Quotient of) {
    BigInteger n = whole(of);
    if (n == null) {
      return opaque("factorial", of);
    }
    if (n.signum() < 0 || n.compareTo(BigInteger.valueOf(MAX_FACTORIAL)) > 0) {
      throw new UnsureException("a factorial too large");
    }
    BigInteger product = BigInteger.ONE;
    for (int i = 2; i <= n.intValue(); i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return MathAlgebra.of(Rational.of(product));
  }

  private Quotient binomial(Quotient of, Quotient chosen) {
    BigInteger n = whole(of);
    BigInteger k = whole(chosen);
    if (n == null && k != null && k.signum() >= 0 && k.bitLength() <= MAX_CHOSEN_BITS) {
      Quotient product = MathAlgebra.of(Rational.ONE);
      for (int i = 0; i < k.intValue(); i++) {
        Quotient factor = algebra.plus(of, MathAlgebra.of(Rational.of(-i)));
        product = algebra.times(product, factor);
        product = algebra.over(product, MathAlgebra.of(Rational.of(i + 1)));
      }
      return product;
    }
    if (n == null || k == null || n.signum() < 0 || k.signum() < 0) {
      return opaque("binom", of, chosen);
    }
    if (n.compareTo(BigInteger.valueOf(MAX_FACTORIAL)) > 0) {
      throw new UnsureException("a binomial coefficient too large");
    }
    BigInteger result = BigInteger.ONE;
    for (int i = 0; i < Math.min(k.intValue(), n.intValue() + 1); i++) {
      result = result.multiply(n.subtract(BigInteger.valueOf(i))).divide(BigInteger.valueOf(i + 1));
    }
    return MathAlgebra.of(Rational.of(result));
  }

  private static Quotient rounded(Quotient of, boolean down) {
    Rational whole = MathRoots.rounded(of, down);
    return whole == null ? opaque(down ? "floor" : "ceil", of) : MathAlgebra.of(whole);
  }
}
