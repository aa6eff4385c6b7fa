package org.modelc.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorBytesTest {
  private static final List<Tensor> TENSORS = List.of(
      Tensor.f32(Shape.of(2), 1, -2.5f),
      Tensor.ofIntegers(TensorType.of(DType.S8, Shape.of(1)), new long[] {-128}),
      Tensor.ofIntegers(TensorType.of(DType.U8, Shape.of(1)), new long[] {255}),
      Tensor.ofIntegers(TensorType.of(DType.S16, Shape.of(1)), new long[] {-300}),
      Tensor.ofIntegers(TensorType.of(DType.S32, Shape.of(1)), new long[] {1 << 20}),
      Tensor.ofIntegers(TensorType.of(DType.S64, Shape.of(1)), new long[] {-5}),
      Tensor.ofIntegers(TensorType.of(DType.BOOL, Shape.of(1)), new long[] {1}));

  @Test
  void isLittleEndian() {
    assertThat(TensorBytes.encode(TENSORS)).isEqualTo(new byte[] {
      0, 0, (byte) 0x80, 0x3f, 0, 0, 0x20, (byte) 0xc0, (byte) 0x80, (byte) 0xff, (byte) 0xd4, (byte) 0xfe, 0, 0, 0x10, 0,
      (byte) 0xfb, -1, -1, -1, -1, -1, -1, -1, 1
    });
  }

  @Test
  void decodesWhatItEncodes() {
    byte[] bytes = TensorBytes.encode(TENSORS);
    List<Tensor> decoded = TensorBytes.decode(bytes, TENSORS.stream().map(Tensor::type).toList());

    assertThat(TensorBytes.encode(decoded)).isEqualTo(bytes);
    assertThat(decoded.get(0).floats()).containsExactly(1, -2.5f);
    assertThat(decoded.get(5).longs()).containsExactly(-5);
  }
}
