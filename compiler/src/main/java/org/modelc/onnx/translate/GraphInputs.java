package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.onnx.model.ElementType;
import org.modelc.onnx.model.Limits;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/**
 * Types of graph inputs: their shapes are made static. Dimensions that the file leaves open are as wanted, and equal where their names are;
 * the first dimension of an input is the batch, which is 1 unless something else is wanted.
 */
final class GraphInputs {
  private final Map<String, Shape> wantedShapes;

  /** Sizes of open dimensions by their names. */
  private final Map<String, Integer> sizes = new HashMap<>();

  /**
   * @param inputs all that have no value
   * @param wantedShapes by name of the input; they replace dynamic dimensions
   */
  GraphInputs(List<ValueInfoProto> inputs, Map<String, Shape> wantedShapes) {
    this.wantedShapes = wantedShapes;
    inputs.forEach(input -> wanted(input).ifPresent(shape -> learn(dimensions(input), shape)));
    inputs.stream().map(GraphInputs::dimensions).filter(declared -> !declared.isEmpty())
        .forEach(declared -> name(declared.get(0)).ifPresent(name -> sizes.putIfAbsent(name, 1)));
  }

  private void learn(List<Dimension> declared, Shape wanted) {
    for (int axis = 0; axis < Math.min(declared.size(), wanted.rank()); axis++) {
      int size = wanted.dim(axis);
      name(declared.get(axis)).ifPresent(name -> sizes.putIfAbsent(name, size));
    }
  }

  private Optional<Shape> wanted(ValueInfoProto input) {
    return Optional.ofNullable(wantedShapes.get(input.getName()));
  }

  private static List<Dimension> dimensions(ValueInfoProto input) {
    return input.getType().getTensorType().getShape().getDimList();
  }

  private static Optional<String> name(Dimension dimension) {
    return Optional.of(dimension.getDimParam()).filter(name -> !name.isEmpty());
  }

  /**
   * The type of an input.
   *
   * @throws OpException E204 or E205
   */
  TensorType type(ValueInfoProto input) {
    TypeProto type = input.getType();
    if (!type.hasTensorType()) {
      throw new OpException(Code.E205, "is no tensor (" + type.getValueCase() + ")");
    }
    Optional<Shape> wanted = wanted(input);
    if (!type.getTensorType().hasShape() && wanted.isEmpty()) {
      throw new OpException(Code.E204, "has no shape; give --input-shape " + input.getName() + "=1x3x32x32, or whatever it is");
    }
    Shape shape = type.getTensorType().hasShape() ? resolve(input, wanted) : withinLimits(wanted.get());
    return TensorType.of(ElementType.require(type.getTensorType().getElemType()), shape);
  }

  private static Shape withinLimits(Shape shape) {
    return Limits.shape(shape.dims().stream().map(Integer::longValue).toList());
  }

  private Shape resolve(ValueInfoProto input, Optional<Shape> wanted) {
    List<Dimension> declared = dimensions(input);
    if (wanted.isPresent()) {
      requireFit(declared, wanted.get());
      return withinLimits(wanted.get());
    }
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < declared.size(); axis++) {
      int open = axis;
      dims.add(size(axis, declared.get(axis)).orElseThrow(() -> notFixed(input, open)));
    }
    return Limits.shape(dims);
  }

  private static void requireFit(List<Dimension> declared, Shape wanted) {
    if (wanted.rank() != declared.size()) {
      throw new OpException(Code.E204, "has rank " + declared.size() + ", --input-shape says " + wanted);
    }
    for (int axis = 0; axis < declared.size(); axis++) {
      long fixed = declared.get(axis).getDimValue();
      if (fixed > 0 && fixed != wanted.dim(axis)) {
        throw new OpException(Code.E204, "has " + fixed + " as dimension " + axis + ", --input-shape says " + wanted.dim(axis));
      }
    }
  }

  private Optional<Long> size(int axis, Dimension declared) {
    if (declared.getDimValue() > 0 || declared.hasDimValue()) {
      return Optional.of(declared.getDimValue());
    }
    Optional<Long> known = name(declared).map(sizes::get).map(Integer::longValue);
    return known.isPresent() || axis > 0 ? known : Optional.of(1L);
  }

  private OpException notFixed(ValueInfoProto input, int axis) {
    String name = name(dimensions(input).get(axis)).map(symbol -> " (\"" + symbol + "\")").orElse("");
    return new OpException(
        Code.E204, "dimension " + axis + name + " is not fixed; give --input-shape " + input.getName() + "=" + outline(input)
            + " with a number for each ?");
  }

  /** The shape as far as it is known. */
  private String outline(ValueInfoProto input) {
    List<Dimension> declared = dimensions(input);
    return IntStream.range(0, declared.size())
        .mapToObj(axis -> size(axis, declared.get(axis)).map(String::valueOf).orElse("?")).collect(Collectors.joining("x"));
  }
}
