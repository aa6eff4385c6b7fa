package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.onnx.model.ElementType;
import org.modelc.onnx.model.Limits;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Types of graph inputs: their shapes are made static. */
final class GraphInputs {
  private final Map<String, Shape> wantedShapes;

  /** @param wantedShapes by name of the input; they replace dynamic dimensions */
  GraphInputs(Map<String, Shape> wantedShapes) {
    this.wantedShapes = wantedShapes;
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
    List<Dimension> declared = type.getTensorType().getShape().getDimList();
    Optional<Shape> wanted = Optional.ofNullable(wantedShapes.get(input.getName()));
    if (!type.getTensorType().hasShape() && wanted.isEmpty()) {
      throw new OpException(Code.E204, "has no shape; give --input-shape NAME=1x3x32x32");
    }
    Shape shape = type.getTensorType().hasShape() ? resolve(declared, wanted) : withinLimits(wanted.get());
    return TensorType.of(ElementType.require(type.getTensorType().getElemType()), shape);
  }

  private static Shape withinLimits(Shape shape) {
    return Limits.shape(shape.dims().stream().map(Integer::longValue).toList());
  }

  private static Shape resolve(List<Dimension> declared, Optional<Shape> wanted) {
    if (wanted.isPresent() && wanted.get().rank() != declared.size()) {
      throw new OpException(Code.E204, "has rank " + declared.size() + ", --input-shape says " + wanted.get());
    }
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < declared.size(); axis++) {
      dims.add(dimension(axis, declared.get(axis), wanted));
    }
    return Limits.shape(dims);
  }

  /** A dimension that is not fixed is the wanted one, or 1 where it is the batch. */
  private static long dimension(int axis, Dimension declared, Optional<Shape> wanted) {
    long fixed = declared.getDimValue();
    if (wanted.isPresent()) {
      int size = wanted.get().dim(axis);
      if (fixed > 0 && fixed != size) {
        throw new OpException(Code.E204, "has " + fixed + " as dimension " + axis + ", --input-shape says " + size);
      }
      return size;
    }
    if (fixed > 0 || declared.hasDimValue()) {
      return fixed;
    }
    if (axis > 0) {
      String name = declared.getDimParam().isEmpty() ? "" : " (\"" + declared.getDimParam() + "\")";
      throw new OpException(Code.E204, "dimension " + axis + name + " is not fixed; give --input-shape NAME=1x3x32x32");
    }
    return 1;
  }
}
