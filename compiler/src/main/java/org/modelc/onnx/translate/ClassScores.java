package org.modelc.onnx.translate;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.ArgMax;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Compare;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Softmax;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** What classifiers and regressors of ai.onnx.ml make of their sums: labels and transformed scores. */
final class ClassScores {
  private ClassScores() {}

  /** Number of classes of a classifier. */
  static int classes(NodeContext node, String integers) {
    return labels(node, integers).elements();
  }

  /** Labels of the classes, S64; where they are strings, their indices. */
  private static Tensor labels(NodeContext node, String integers) {
    List<Long> numbers = node.attributes().wholes(integers).orElse(List.of());
    List<Long> labels = numbers.isEmpty()
        ? IntStream.range(0, node.attributes().strings("classlabels_strings").orElse(List.of()).size()).mapToObj(i -> (long) i).toList()
        : numbers;
    if (labels.isEmpty()) {
      throw new OpException(Code.E203, "has no class labels");
    }
    return Tensor.of(TensorType.of(DType.S64, Shape.of(labels.size())), labels.stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * The labels S64 [N] of the classes at {@code indices}.
   *
   * @param integers attribute of the labels that are numbers
   */
  static Value label(NodeContext node, String integers, Value indices) {
    if (node.attributes().wholes(integers).orElse(List.of()).isEmpty()) {
      node.warn(Code.W101, "labels are strings; the output is the label's index.");
    }
    return node.output(0, new Gather(0), node.constantStep("labels", labels(node, integers)), indices);
  }

  /** Index of the class with the highest score. */
  static Value best(NodeContext node, Value scores) {
    return node.step("best", new ArgMax(1, false, false), scores);
  }

  /** Index 1 where the only score is above {@code bound}, else 0. */
  static Value above(NodeContext node, Value score, float bound) {
    Value isAbove = node.step("above", new Compare(Compare.Kind.LESS), node.constantStep("bound", Constants.scalar(bound)), score);
    return node.step("index", new Reshape(Shape.of(score.shape().dim(0))), node.step("class", new Cast(DType.S64), isAbove));
  }

  /** The scores after {@code post_transform}, as a step. */
  static Value transformed(NodeContext node, Value scores) {
    return transformed(node, node.attributes().string("post_transform", "NONE"), scores);
  }

  static Value transformed(NodeContext node, String transform, Value scores) {
    return switch (transform) {
      case "NONE" -> scores;
      case "LOGISTIC" -> node.step("logistic", Unary.of(Unary.Kind.SIGMOID), scores);
      case "SOFTMAX" -> node.step("softmax", new Softmax(1), scores);
      case "SOFTMAX_ZERO" -> softmaxOfOthers(node, scores);
      default -> throw new OpException(
          Code.E203, "post_transform is \"" + transform + "\"; NONE, LOGISTIC, SOFTMAX and SOFTMAX_ZERO are supported");
    };
  }

  /** Softmax in which scores of 0 stay 0 and do not count. */
  private static Value softmaxOfOthers(NodeContext node, Value scores) {
    Value most = node.step("most", new Reduce(Reduce.Kind.MAX, List.of(1), true), scores);
    Value exponentials = node.step(
        "exponentials", Unary.of(Unary.Kind.EXP), node.step("below", ArithmeticTranslator.operator(Binary.Kind.SUB), scores, most));
    Value isOther = node.step("other", new Compare(Compare.Kind.LESS), node.constantStep("least", Constants.scalar(1e-7f)),
        node.step("magnitude", Unary.of(Unary.Kind.ABS), scores));
    Value others = node.step("others", ArithmeticTranslator.operator(Binary.Kind.MUL), exponentials, node.step("count", new Cast(DType.F32), isOther));
    Value sum = node.step("sum", new Reduce(Reduce.Kind.SUM, List.of(1), true), others);
    return node.step("softmax", ArithmeticTranslator.operator(Binary.Kind.DIV), others, sum);
  }
}
