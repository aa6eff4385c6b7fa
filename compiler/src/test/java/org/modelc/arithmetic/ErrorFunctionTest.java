package org.modelc.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values of Abramowitz and Stegun, table 7.1, and of the complement to more digits. */
class ErrorFunctionTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0", "0.1, 0.1124629160182849", "0.5, 0.5204998778130465", "1, 0.8427007929497149", "1.5, 0.9661051464753108",
    "2, 0.9953222650189527", "3, 0.9999779095030014"
  })
  void isThePublishedValue(double x, double wanted) {
    assertThat(ErrorFunction.erf(x)).isCloseTo(wanted, within(1e-14));
    assertThat(ErrorFunction.erf(-x)).isCloseTo(-wanted, within(1e-14));
    assertThat(ErrorFunction.erfc(-x)).isCloseTo(1 + wanted, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"2, 4.677734981047266e-3", "3, 2.209049699858544e-5", "5, 1.5374597944280349e-12", "10, 2.088487583762545e-45"})
  void complementKeepsItsRelativeAccuracy(double x, double wanted) {
    assertThat(ErrorFunction.erfc(x)).isCloseTo(wanted, withinPercentage(1e-10));
  }

  @Test
  void seriesAndFractionMeet() {
    assertThat(ErrorFunction.erf(Math.nextDown(2.0))).isCloseTo(ErrorFunction.erf(2), within(1e-14));
    assertThat(ErrorFunction.erfc(Math.nextDown(2.0))).isCloseTo(ErrorFunction.erfc(2), withinPercentage(1e-10));
  }

  @Test
  void infinityAndNanGoThrough() {
    assertThat(ErrorFunction.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(ErrorFunction.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(ErrorFunction.erfc(Double.POSITIVE_INFINITY)).isZero();
    assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
  }
}
