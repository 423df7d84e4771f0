package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.number.Rational;
import java.util.Map;
import java.util.TreeMap;

/**
 * A product of powers of atoms with exact rational exponents. Atoms are texts: {@code #p} a prime,
 * {@code v:x} a variable, {@code c:pi}, {@code c:e}, {@code c:i}, and opaque ones. Immutable.
 */
final class Monomial implements Comparable<Monomial> {
  static final Monomial ONE = new Monomial(new TreeMap<>());

  private final TreeMap<String, Rational> powers;
  private final String key;

  private Monomial(TreeMap<String, Rational> powers) {
    this.powers = powers;
    StringBuilder text = new StringBuilder();
    powers.forEach((atom, power) -> text.append(atom).append('^').append(power).append(' '));
    this.key = text.toString();
  }

  static Monomial of(String atom, Rational power) {
    TreeMap<String, Rational> powers = new TreeMap<>();
    if (power.signum() != 0) {
      powers.put(atom, power);
    }
    return new Monomial(powers);
  }

  Map<String, Rational> powers() {
    return powers;
  }

  boolean isOne() {
    return powers.isEmpty();
  }

  Monomial times(Monomial other) {
    if (other.isOne()) {
      return this;
    }
    TreeMap<String, Rational> product = new TreeMap<>(powers);
    other.powers.forEach(
        (atom, power) -> {
          Rational sum = product.getOrDefault(atom, Rational.ZERO).plus(power);
          if (sum.signum() == 0) {
            product.remove(atom);
          } else {
            product.put(atom, sum);
          }
        });
    return new Monomial(product);
  }

  Monomial with(String atom, Rational power) {
    TreeMap<String, Rational> changed = new TreeMap<>(powers);
    if (power.signum() == 0) {
      changed.remove(atom);
    } else {
      changed.put(atom, power);
    }
    return new Monomial(changed);
  }

  Monomial raised(Rational exponent) {
    TreeMap<String, Rational> raised = new TreeMap<>();
    if (exponent.signum() != 0) {
      powers.forEach((atom, power) -> raised.put(atom, power.times(exponent)));
    }
    return new Monomial(raised);
  }

  @Override
  public int compareTo(Monomial other) {
    return key.compareTo(other.key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Monomial that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key;
  }
}
