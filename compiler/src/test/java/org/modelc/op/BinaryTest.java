package org.modelc.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary.Kind;
import org.modelc.problem.Code;

class BinaryTest {

  private static Binary binary(Kind kind) {
    return new Binary(kind, Clamp.NONE);
  }

  private static long[] integers(Kind kind, long[] a, long[] b) {
    List<Tensor> inputs = List.of(vector(DType.S64, a), vector(DType.S64, b));
    return binary(kind).evaluate(inputs, binary(kind).infer(inputs.stream().map(Tensor::type).toList())).get(0).longs();
  }

  private static Tensor vector(DType dtype, long... elements) {
    return Tensor.ofIntegers(TensorType.of(dtype, Shape.of(elements.length)), elements);
  }

  @Test
  void integersDivideTowardsZeroAndWrapAround() {
    assertThat(integers(Kind.DIV, new long[] {7, -7, 7}, new long[] {2, 2, -2})).containsExactly(3, -3, -3);
    assertThat(integers(Kind.ADD, new long[] {Long.MAX_VALUE}, new long[] {1})).containsExactly(Long.MIN_VALUE);
    assertThat(integers(Kind.MUL, new long[] {3}, new long[] {-1, 2})).containsExactly(-3, 6);
    assertThat(integers(Kind.MAX, new long[] {3, -3}, new long[] {2})).containsExactly(3, 2);
  }

  @Test
  void integerPowers() {
    assertThat(integers(Kind.POW, new long[] {2, -3, 5, 0}, new long[] {10, 3, 0, 0})).containsExactly(1024, -27, 1, 1);
    assertThat(integers(Kind.POW, new long[] {2, 1, -1, -1}, new long[] {-1, -5, -2, -3})).containsExactly(0, 1, 1, -1);
  }

  @Test
  void narrowIntegersWrapToTheirType() {
    List<Tensor> inputs = List.of(vector(DType.S32, Integer.MAX_VALUE), vector(DType.S32, 1));
    assertThat(binary(Kind.ADD).evaluate(inputs, List.of(inputs.get(0).type())).get(0).ints()).containsExactly(Integer.MIN_VALUE);
  }

  @Test
  void divisionOfIntegersByZeroGivesZero() {
    for (Kind kind : new Kind[] {Kind.DIV, Kind.REMAINDER, Kind.MOD}) {
      assertThat(integers(kind, new long[] {1, Long.MIN_VALUE}, new long[] {0, 0})).containsExactly(0, 0);
    }
  }

  @Test
  void minimumOfNanIsNan() {
    assertThat(Kind.MIN.apply(Float.NaN, 1)).isNaN();
    assertThat(Kind.MIN.apply(1, Float.NaN)).isNaN();
    assertThat(Kind.MAX.apply(Float.NaN, 1)).isNaN();
    assertThat(Kind.MAX.apply(1, Float.NaN)).isNaN();
  }

  @Test
  void shapesBroadcastFromTheLastAxis() {
    assertThat(Broadcasting.of(Shape.of(5, 1, 3), Shape.of(4, 1))).isEqualTo(Shape.of(5, 4, 3));
    assertThat(Broadcasting.of(Shape.SCALAR, Shape.of(2))).isEqualTo(Shape.of(2));
    assertThat(Broadcasting.of(Shape.of(1), Shape.of(0))).isEqualTo(Shape.of(0));
    assertThatThrownBy(() -> Broadcasting.of(Shape.of(2, 3), Shape.of(2))).isInstanceOf(OpException.class);
  }

  @Test
  void floatsTakeQuantisedConstantsButNoOtherIntegers() {
    TensorType floats = TensorType.f32(Shape.of(2));
    TensorType quantised = TensorType.quantised(DType.S32, Shape.of(2), Quant.perTensor(1, 0));
    assertThat(binary(Kind.ADD).infer(List.of(quantised, floats))).containsExactly(floats);
    assertThatThrownBy(() -> binary(Kind.ADD).infer(List.of(floats, TensorType.of(DType.S32, Shape.of(2)))))
        .isInstanceOfSatisfying(OpException.class, e -> assertThat(e.code()).isEqualTo(Code.E205));
    assertThatThrownBy(() -> binary(Kind.ADD).infer(List.of(quantised, quantised))).isInstanceOf(OpException.class);
  }

  @Test
  void overwritesAnActivationOfTheOutputsSize() {
    TensorType type = TensorType.f32(Shape.of(2, 3));
    Value large = Value.variable("large", type);
    Value row = Value.variable("row", TensorType.f32(Shape.of(3)));
    Value constant = Value.constant("constant", Tensor.zeros(type));
    assertThat(inPlace(row, large)).containsExactly(1);
    assertThat(inPlace(constant, large)).containsExactly(1);
    assertThat(inPlace(large, large)).containsExactly(0, 1);
    assertThat(inPlace(constant, row)).isEmpty();
  }

  private static List<Integer> inPlace(Value a, Value b) {
    Value output = Value.variable("output", TensorType.f32(Shape.of(2, 3)));
    return binary(Kind.ADD).inPlaceInputs(new Node("add", binary(Kind.ADD), List.of(a, b), List.of(output)));
  }
}
