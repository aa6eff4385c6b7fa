package org.modelc.c;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.TensorType;

/**
 * A model input or output as the header describes it.
 *
 * @param parameter its name in {@code name_run}
 * @param macro prefix of its macros, for example {@code KWS_INPUT}
 * @param label its name in the model, fit for a comment
 * @param dims one entry a dimension
 * @param counted for an output whose elements do not always all count
 */
record Port(
    String parameter,
    String macro,
    String label,
    String cType,
    String shape,
    int elements,
    int bytes,
    List<Dimension> dims,
    Optional<Scale> scale,
    Optional<Counted> counted) {

  record Dimension(int axis, int size) {}

  /** Affine quantisation; {@code zeroPoint} is in parentheses where it is negative. */
  record Scale(String scale, String zeroPoint) {}

  /** The parameter that says how many elements along the axis count. */
  record Counted(int axis, String parameter) {}

  Port countedBy(Counted count) {
    return new Port(parameter, macro, label, cType, shape, elements, bytes, dims, scale, Optional.of(count));
  }

  static Port of(String parameter, String macro, String label, TensorType type) {
    return new Port(
        parameter,
        macro,
        Escape.comment(label),
        type.dtype().cType(),
        type.shape().toString(),
        type.elements(),
        type.bytes(),
        IntStream.range(0, type.shape().rank()).mapToObj(axis -> new Dimension(axis, type.shape().dim(axis))).toList(),
        type.quant().map(quant -> new Scale(FloatLiteral.of(quant.scale()), parenthesised(quant.zeroPoint()))),
        Optional.empty());
  }

  private static String parenthesised(int value) {
    return value < 0 ? "(" + value + ")" : String.valueOf(value);
  }
}
