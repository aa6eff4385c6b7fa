package org.modelc.pass;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;

/** A Binary with a constant, read as {@code scale * x + shift} with one scale and one shift for each index of the last axis. */
final class ScaleShift {
  /** The kinds of Binary that scale or shift. */
  static final Set<Binary.Kind> KINDS = Set.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.DIV);

  private final Value data;
  private final Value constant;
  private final double[] scale;
  private final double[] shift;

  private ScaleShift(Value data, Value constant, double[] scale, double[] shift) {
    this.data = data;
    this.constant = constant;
    this.scale = scale;
    this.shift = shift;
  }

  /** Empty unless one operand is a float tensor, and the other a constant with one element for each index of its last axis, or one. */
  static Optional<ScaleShift> of(Binary binary, List<Value> operands) {
    return IntStream.range(0, 2)
        .filter(index -> isData(operands.get(index)) && isByLastAxis(operands.get(1 - index), operands.get(index).shape()))
        .mapToObj(index -> of(binary.kind(), operands.get(index), operands.get(1 - index), index == 0))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isData(Value value) {
    return !value.isConstant() && value.type().dtype().isFloat() && value.shape().rank() > 0;
  }

  /** Whether {@code value} is a constant that does not broadcast the data to a larger shape. */
  private static boolean isByLastAxis(Value value, Shape data) {
    Shape shape = value.shape();
    boolean oneRow = shape.rank() == 0 || shape.product(0, shape.rank() - 1) == 1;
    return value.isConstant() && oneRow && shape.rank() <= data.rank() && (shape.elements() == 1 || shape.dim(-1) == data.dim(-1));
  }

  private static Optional<ScaleShift> of(Binary.Kind kind, Value data, Value constant, boolean dataFirst) {
    int channels = data.shape().dim(-1);
    Tensor tensor = constant.requireConstant();
    double[] c = IntStream.range(0, channels).mapToDouble(i -> element(tensor, i)).toArray();
    double[] zeros = new double[channels];
    double[] ones = filled(channels, 1);
    return switch (kind) {
      case ADD -> Optional.of(new ScaleShift(data, constant, ones, c));
      case SUB -> Optional.of(dataFirst
          ? new ScaleShift(data, constant, ones, Arrays.stream(c).map(term -> -term).toArray())
          : new ScaleShift(data, constant, filled(channels, -1), c));
      case MUL -> Optional.of(new ScaleShift(data, constant, c, zeros));
      case DIV -> dataFirst
          ? Optional.of(new ScaleShift(data, constant, Arrays.stream(c).map(divisor -> 1 / divisor).toArray(), zeros))
          : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static double[] filled(int length, double value) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  /** The tensor that is scaled and shifted. */
  Value data() {
    return data;
  }

  /** The Binary's other operand as it is. */
  Tensor constant() {
    return constant.requireConstant();
  }

  double scale(int channel) {
    return scale[channel];
  }

  double shift(int channel) {
    return shift[channel];
  }

  /** Whether the constant itself is what is added. */
  boolean isAddition() {
    return isOnlyShift() && shift.length > 0 && IntStream.range(0, shift.length).allMatch(i -> shift[i] == element(constant(), i));
  }

  private static double element(Tensor constant, int channel) {
    return constant.real(constant.elements() == 1 ? 0 : channel);
  }

  boolean isOnlyShift() {
    return Arrays.stream(scale).allMatch(factor -> factor == 1);
  }

  boolean isOnlyScale() {
    return Arrays.stream(shift).allMatch(term -> term == 0);
  }
}
