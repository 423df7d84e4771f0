package dev.collabgraph.suite.scoring.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RationalTest {
  private static Rational of(long numerator, long denominator) {
    return Rational.of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 0.5",
    "2, 4, 0.5",
    "-1, 8, -0.125",
    "1, -8, -0.125",
    "3, 40, 0.075",
    "1, 5, 0.2",
    "1, 25, 0.04",
    "1, 3, 1/3",
    "-1, 6, -1/6",
    "7, 1, 7",
    "6, 3, 2",
    "0, 9, 0",
    "100, 1, 100"
  })
  void isWrittenAsDecimalIfItIsOne(long numerator, long denominator, String text) {
    assertThat(of(numerator, denominator)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"1e3, 1000", "0.25, 0.25", "12, 12", "-2.50, -2.5", "1.20e1, 12"})
  void decimalsAreExact(BigDecimal decimal, String text) {
    assertThat(Rational.of(decimal)).hasToString(text);
  }

  @Test
  void arithmeticIsThatOfFractions() {
    assertThat(of(1, 2).plus(of(1, 3))).isEqualTo(of(5, 6));
    assertThat(of(1, 2).minus(of(1, 3))).isEqualTo(of(1, 6));
    assertThat(of(2, 3).times(of(3, 4))).isEqualTo(of(1, 2));
    assertThat(of(2, 3).over(of(4, 3))).isEqualTo(of(1, 2));
    assertThat(of(2, 3).negate()).isEqualTo(of(-2, 3));
    assertThat(of(-2, 3).abs()).isEqualTo(of(2, 3));
    assertThat(of(2, 3).abs()).isEqualTo(of(2, 3));
    assertThat(Rational.ZERO.abs()).isEqualTo(Rational.ZERO);
    assertThatThrownBy(() -> of(1, 0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> of(1, 2).over(Rational.ZERO)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void orderIsThatOfNumbers() {
    assertThat(of(1, 2)).isGreaterThan(of(1, 3)).isLessThan(of(2, 3));
    assertThat(of(-1, 2)).isLessThan(of(1, 3));
    assertThat(of(1, 2).max(of(1, 3))).isEqualTo(of(1, 2));
    assertThat(of(1, 3).max(of(1, 2))).isEqualTo(of(1, 2));
    assertThat(of(-1, 3).signum()).isEqualTo(-1);
    assertThat(of(4, 2).isInteger()).isTrue();
    assertThat(of(1, 2).isInteger()).isFalse();
    assertThat(of(3, 4).bits()).isEqualTo(5);
  }

  @Test
  void equalFractionsAreOne() {
    assertThat(of(2, 4)).isEqualTo(of(1, 2)).hasSameHashCodeAs(of(1, 2));
    assertThat(of(1, 2)).isNotEqualTo(of(1, 3)).isNotEqualTo(of(3, 2)).isNotEqualTo("0.5");
    assertThat(of(1, 2).hashCode()).isNotZero();
  }
}
