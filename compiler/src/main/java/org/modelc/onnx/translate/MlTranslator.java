package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.ArgMax;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
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

  /** Input 0 as F32 [N, features]; a vector is one sample. */
  static Value rows(NodeContext node) {
    Value x = floats(node);
    if (x.shape().rank() == 1) {
      return node.step("row", new Reshape(Shape.of(1, x.shape().dim(0))), x);
    }
    if (x.shape().rank() != 2) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", [N,features] is needed");
    }
    return x;
  }

  private static Value floats(NodeContext node) {
    return Casts.to(node, DType.F32, node.real(node.input(0)));
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

  /** Binarizer: 1 above a threshold, else 0. */
  static Value binarizer(NodeContext node) {
    Value threshold = node.constantStep("threshold", Constants.scalar(node.attributes().real("threshold", 0)));
    return node.result(new Cast(DType.F32), node.step("above", new Compare(Compare.Kind.LESS), threshold, floats(node)));
  }

  /** Imputer: values of its own in place of NaN, or of one number. */
  static Value imputer(NodeContext node) {
    Value x = node.real(node.input(0));
    if (x.type().dtype() != DType.F32) {
      throw new OpException(Code.E205, "input is " + x.type() + ", floats are needed");
    }
    float replaced = node.attributes().real("replaced_value_float", 0);
    Value imputed = parameter(node, "imputed_value_floats", x);
    if (Float.isNaN(replaced)) {
      return node.result(new Select(), node.step("number", new Compare(Compare.Kind.EQUAL), x, x), x, imputed);
    }
    return node.result(new Select(), missing(node, x, replaced), imputed, x);
  }

  /** Where elements are a number; an infinite one is what lies beyond the largest float. */
  private static Value missing(NodeContext node, Value x, float replaced) {
    Value bound = node.constantStep("replaced", Constants.scalar(Math.min(Math.max(replaced, -Float.MAX_VALUE), Float.MAX_VALUE)));
    if (!Float.isInfinite(replaced)) {
      return node.step("missing", new Compare(Compare.Kind.EQUAL), x, bound);
    }
    Compare less = new Compare(Compare.Kind.LESS);
    return replaced > 0 ? node.step("missing", less, bound, x) : node.step("missing", less, x, bound);
  }

  /** FeatureVectorizer: all inputs as floats, side by side. */
  static Value featureVectorizer(NodeContext node) {
    node.attributes().ignore("inputdimensions");
    List<Value> parts = new ArrayList<>();
    for (Value input : node.inputsFrom(0)) {
      parts.add(Casts.to(node, DType.F32, node.real(input)));
    }
    return node.result(new Concat(parts.get(0).shape().rank() - 1), parts);
  }

  /** OneHotEncoder of integers: 1 where the category is the element, else 0; a category is an index along a new last axis. */
  static Value oneHotEncoder(NodeContext node) {
    node.attributes().ignore("zeros");
    List<Long> categories = node.attributes().wholes("cats_int64s")
        .orElseThrow(() -> new OpException(Code.E205, "categories are strings; integers are supported"));
    return node.result(new Cast(DType.F32), isEach(node, Casts.to(node, DType.S64, node.real(node.input(0))), wholes(categories)));
  }

  private static Tensor wholes(List<Long> values) {
    return Tensor.of(TensorType.of(DType.S64, Shape.of(values.size())), values.stream().mapToLong(Long::longValue).toArray());
  }

  /** BOOL [..., keys]: whether each element of x is each of the keys. */
  private static Value isEach(NodeContext node, Value x, Tensor keys) {
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    dims.add(1);
    Value column = node.step("column", new Reshape(new Shape(dims)), x);
    return node.step("equal", new Compare(Compare.Kind.EQUAL), column, node.constantStep("keys", keys));
  }

  /** LabelEncoder from numbers to numbers: the value of the first key that is the element, or a default. */
  static Value labelEncoder(NodeContext node) {
    Value x = node.real(node.input(0));
    Optional<Tensor> whole = node.attributes().wholes("keys_int64s").map(MlTranslator::wholes);
    Tensor keys = whole.or(() -> node.attributes().reals("keys_floats").map(Constants::floats))
        .orElseThrow(() -> new OpException(Code.E205, "keys are strings or a tensor; keys_int64s and keys_floats are supported"));
    Value element = Casts.to(node, keys.type().dtype(), x);
    Value matches = node.step("matches", new Cast(DType.F32), isEach(node, element, keys));
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    dims.add(1);
    float[] halves = new float[x.shape().elements()];
    Arrays.fill(halves, 0.5f);
    Value none = node.constantStep("none", Tensor.f32(new Shape(dims), halves));
    Value first = node.step("first", new ArgMax(dims.size() - 1, false, false), node.step("all", new Concat(dims.size() - 1), matches, none));
    return node.result(new Gather(0), node.constantStep("values", encoderValues(node, keys.elements())), first);
  }

  /** The values of the keys, and after them the default. */
  private static Tensor encoderValues(NodeContext node, int keys) {
    Optional<List<Long>> wholes = node.attributes().wholes("values_int64s");
    Optional<List<Float>> floats = node.attributes().reals("values_floats");
    node.attributes().ignore("default_string", "default_int64", "default_float");
    if (wholes.isPresent() && wholes.get().size() == keys) {
      List<Long> values = new ArrayList<>(wholes.get());
      values.add(node.attributes().whole("default_int64").orElse(-1L));
      return wholes(values);
    }
    if (floats.isPresent() && floats.get().size() == keys) {
      List<Float> values = new ArrayList<>(floats.get());
      values.add(node.attributes().real("default_float", -0f));
      return Constants.floats(values);
    }
    throw new OpException(Code.E205, "values are strings, a tensor, or not as many as the keys; values_int64s and values_floats are supported");
  }
}
