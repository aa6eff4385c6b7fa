package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.arithmetic.HalfFloat;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.op.OpException;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Makes constants of inputs that always have the same value, such as a sampling rate by which the network takes one of two branches. */
public final class FixedInputs {
  private final Map<String, Shape> shapes;

  private FixedInputs(Map<String, Shape> shapes) {
    this.shapes = shapes;
  }

  /**
   * The model with an initialiser for each input that has a value.
   *
   * @param values by the input's name: all elements in row-major order, or one number that all have
   * @param shapes of inputs whose dimensions the file leaves open, by name; a single open dimension follows from the number of elements
   * @throws ProblemException E403 if the model has no such input, or the numbers do not fit it
   */
  public static ModelFile fix(ModelFile file, Map<String, List<Double>> values, Map<String, Shape> shapes) {
    if (values.isEmpty()) {
      return file;
    }
    FixedInputs fixed = new FixedInputs(shapes);
    ModelProto.Builder model = file.proto().toBuilder();
    for (ValueInfoProto input : file.proto().getGraph().getInputList()) {
      List<Double> numbers = values.get(input.getName());
      if (numbers != null) {
        model.getGraphBuilder().addInitializer(fixed.initialiser(input, numbers));
      }
    }
    return new ModelFile(file.path(), model.build());
  }

  private TensorProto initialiser(ValueInfoProto input, List<Double> numbers) {
    try {
      TypeProto.Tensor type = input.getType().getTensorType();
      DType dtype = ElementType.require(type.getElemType());
      numbers.forEach(number -> requireElement(number, dtype));
      return tensor(input.getName(), type.getElemType(), shape(input, numbers.size()), numbers);
    } catch (OpException e) {
      throw new ProblemException(Code.E403, "--input-value " + input.getName(), e.getMessage() + ".");
    }
  }

  private Shape shape(ValueInfoProto input, int count) {
    Shape shape = Optional.ofNullable(shapes.get(input.getName()))
        .orElseGet(() -> declared(input.getType().getTensorType().getShape().getDimList(), count));
    if (count != 1 && count != shape.elements()) {
      throw new OpException(Code.E403, "shape " + shape + " needs " + shape.elements() + " numbers, or one for all, not " + count);
    }
    return shape;
  }

  private static Shape declared(List<Dimension> dimensions, int count) {
    List<Long> dims = new ArrayList<>(dimensions.stream().map(Dimension::getDimValue).toList());
    long open = dims.stream().filter(dim -> dim == 0).count();
    if (open > 1) {
      throw new OpException(Code.E403, "several dimensions are not fixed; give --input-shape, too");
    }
    long others = dims.stream().filter(dim -> dim > 0).reduce(1L, (a, b) -> a * b);
    dims.replaceAll(dim -> dim == 0 ? Math.max(1, count / others) : dim);
    return Limits.shape(dims);
  }

  private static void requireElement(double number, DType dtype) {
    if (!(dtype == DType.F32 || dtype == DType.F64 ? Math.abs(number) <= Float.MAX_VALUE : isInteger(number, IntegerRange.of(dtype)))) {
      throw new OpException(Code.E403, number + " is no element of type " + dtype.text());
    }
  }

  private static boolean isInteger(double number, IntegerRange range) {
    return number == Math.rint(number) && number >= range.min() && number <= range.max();
  }

  private static TensorProto tensor(String name, int type, Shape shape, List<Double> numbers) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    shape.dims().forEach(dim -> tensor.addDims(dim));
    for (int i = 0; i < shape.elements(); i++) {
      add(tensor, type, numbers.get(numbers.size() == 1 ? 0 : i));
    }
    return tensor.build();
  }

  /** In the field that onnx.proto has for elements of this type. */
  private static void add(TensorProto.Builder tensor, int type, double number) {
    switch (type) {
      case TensorProto.DataType.FLOAT_VALUE -> tensor.addFloatData((float) number);
      case TensorProto.DataType.DOUBLE_VALUE -> tensor.addDoubleData(number);
      case TensorProto.DataType.INT64_VALUE -> tensor.addInt64Data((long) number);
      case TensorProto.DataType.UINT32_VALUE, TensorProto.DataType.UINT64_VALUE -> tensor.addUint64Data((long) number);
      case TensorProto.DataType.FLOAT16_VALUE -> tensor.addInt32Data(HalfFloat.bits((float) number) & 0xffff);
      default -> tensor.addInt32Data((int) number);
    }
  }
}
