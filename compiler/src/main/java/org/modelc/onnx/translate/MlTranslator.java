package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Operators of ai.onnx.ml that scikit-learn pipelines around neural networks use. */
final class MlTranslator {
  private MlTranslator() {}

  /** Scaler: {@code (x - offset) scale}, each of one element or one for each feature. */
  static Value scaler(NodeContext node) {
    Value x = floats(node);
    Value offset = parameter(node, "offset", x);
    Value centred = node.step("centred", ArithmeticTranslator.operator(Binary.Kind.SUB), x, offset);
    return node.result(ArithmeticTranslator.operator(Binary.Kind.MUL), centred, parameter(node, "scale", x));
  }

  private static Value parameter(NodeContext node, String name, Value x) {
    List<Float> values = node.attributes().reals(name)
        .orElseThrow(() -> new OpException(Code.E203, "attribute \"" + name + "\" is missing"));
    if (values.size() != 1 && (x.shape().rank() == 0 || values.size() != x.shape().dim(-1))) {
      throw new OpException(Code.E204, name + " has " + values.size() + " elements for an input of shape " + x.shape());
    }
    return node.constantStep(name, Constants.floats(values));
  }

  private static Value floats(NodeContext node) {
    Value x = node.real(node.input(0));
    return x.type().dtype() == DType.F32 ? x : node.step("floats", new Cast(DType.F32), x);
  }

  /** Normalizer: divides each row by its norm. */
  static Value normalizer(NodeContext node) {
    Value x = floats(node);
    int rank = x.shape().rank();
    String norm = node.attributes().string("norm", "MAX");
    Value size = switch (norm) {
      case "MAX" -> reduced(node, Reduce.Kind.MAX, x, rank);
      case "L1" -> reduced(node, Reduce.Kind.SUM, node.step("absolute", Unary.of(Unary.Kind.ABS), x), rank);
      case "L2" -> node.step("root", Unary.of(Unary.Kind.SQRT), reduced(
          node, Reduce.Kind.SUM, node.step("squares", ArithmeticTranslator.operator(Binary.Kind.MUL), x, x), rank));
      default -> throw new OpException(Code.E203, "attribute \"norm\" is \"" + norm + "\", must be MAX, L1 or L2");
    };
    return node.result(ArithmeticTranslator.operator(Binary.Kind.DIV), x, size);
  }

  private static Value reduced(NodeContext node, Reduce.Kind kind, Value x, int rank) {
    return node.step("norm", new Reduce(kind, List.of(NodeContext.axis(-1, rank)), true), x);
  }

  /** ArrayFeatureExtractor: picks along the last axis; a vector is taken as one row. */
  static Value arrayFeatureExtractor(NodeContext node) {
    Value x = node.real(node.input(0));
    Value y = node.input(1);
    if (x.shape().rank() == 0) {
      throw new OpException(Code.E204, "input \"X\" is a scalar");
    }
    Value indices = node.step("indices", new Reshape(new Shape(List.of(y.shape().elements()))), y);
    if (x.shape().rank() > 1) {
      return node.result(new Gather(x.shape().rank() - 1), x, indices);
    }
    Value row = node.step("row", new Reshape(Shape.of(1, x.shape().dim(0))), x);
    return node.result(new Gather(1), row, indices);
  }

  /** ZipMap gives the same numbers under names, which C has no use for. */
  static Value zipMap(NodeContext node) {
    node.attributes().ignore("classlabels_int64s", "classlabels_strings");
    return node.input(0);
  }
}
