package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.number.Rational;
import java.util.Map;
import java.util.TreeMap;

/** A sum of monomials with non-zero rational coefficients, in a fixed order. Immutable. */
final class Poly {
  static final Poly ZERO = new Poly(new TreeMap<>());

  private final TreeMap<Monomial, Rational> terms;

  Poly(TreeMap<Monomial, Rational> terms) {
    this.terms = terms;
  }

  static Poly of(Rational coefficient, Monomial monomial) {
    TreeMap<Monomial, Rational> terms = new TreeMap<>();
    if (coefficient.signum() != 0) {
      terms.put(monomial, coefficient);
    }
    return new Poly(terms);
  }

  static Poly of(Rational value) {
    return of(value, Monomial.ONE);
  }

  Map<Monomial, Rational> terms() {
    return terms;
  }

  int size() {
    return terms.size();
  }

  boolean isZero() {
    return terms.isEmpty();
  }

  /** Whether it is one number. */
  boolean isRational() {
    return terms.isEmpty() || terms.size() == 1 && terms.firstKey().isOne();
  }

  Rational rational() {
    return terms.isEmpty() ? Rational.ZERO : terms.firstEntry().getValue();
  }

  Map.Entry<Monomial, Rational> first() {
    return terms.firstEntry();
  }

  Poly plus(Poly other) {
    TreeMap<Monomial, Rational> sum = new TreeMap<>(terms);
    other.terms.forEach((monomial, coefficient) -> add(sum, monomial, coefficient));
    return new Poly(sum);
  }

  static void add(TreeMap<Monomial, Rational> sum, Monomial monomial, Rational coefficient) {
    Rational total = sum.getOrDefault(monomial, Rational.ZERO).plus(coefficient);
    if (total.signum() == 0) {
      sum.remove(monomial);
    } else {
      sum.put(monomial, total);
    }
  }

  Poly scaled(Rational factor) {
    if (factor.signum() == 0) {
      return ZERO;
    }
    TreeMap<Monomial, Rational> scaled = new TreeMap<>();
    terms.forEach((monomial, coefficient) -> scaled.put(monomial, coefficient.times(factor)));
    return new Poly(scaled);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Poly that && terms.equals(that.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  /** Two equal sums have equal texts. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    terms.forEach(
        (monomial, coefficient) ->
            text.append(text.length() == 0 ? "" : "+")
                .append(coefficient)
                .append('*')
                .append(monomial));
    return text.toString();
  }
}
