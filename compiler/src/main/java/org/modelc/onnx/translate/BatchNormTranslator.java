package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/**
 * BatchNormalization in inference: one factor and one addend for each channel, {@code y = x f + (B - mean f), f = scale / sqrt(var + eps)}.
 */
final class BatchNormTranslator {
  private BatchNormTranslator() {}

  static Value translate(NodeContext node) {
    requireInference(node);
    Value x = node.input(0);
    if (x.shape().rank() < 2) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", [N,C,...] is needed");
    }
    if (IntStream.range(1, 5).anyMatch(index -> !node.input(index).isConstant())) {
      return byComputedStatistics(node, x);
    }
    int channels = x.shape().dim(1);
    double[] scale = perChannel(node, 1, "scale", channels);
    double[] bias = perChannel(node, 2, "B", channels);
    double[] mean = perChannel(node, 3, "input_mean", channels);
    double[] variance = perChannel(node, 4, "input_var", channels);
    double epsilon = node.attributes().real("epsilon", 1e-5f);
    float[] factors = new float[channels];
    float[] addends = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      double factor = scale[channel] / Math.sqrt(variance[channel] + epsilon);
      factors[channel] = (float) factor;
      addends[channel] = (float) (bias[channel] - mean[channel] * factor);
    }
    Shape shape = broadcastShape(channels, x.shape().rank());
    Value factor = node.constantStep("factor", Tensor.f32(shape, factors));
    Value scaled = node.step("scaled", ArithmeticTranslator.operator(Binary.Kind.MUL), x, factor);
    return node.result(
        ArithmeticTranslator.operator(Binary.Kind.ADD), scaled, node.constantStep("addend", Tensor.f32(shape, addends)));
  }

  /** {@code (x - mean) / sqrt(var + eps) scale + B}. */
  private static Value byComputedStatistics(NodeContext node, Value x) {
    Shape shape = broadcastShape(x.shape().dim(1), x.shape().rank());
    Value epsilon = node.constantStep("epsilon", Constants.scalar(node.attributes().real("epsilon", 1e-5f)));
    Value variance = node.step("enlarged", ArithmeticTranslator.operator(Binary.Kind.ADD), statistic(node, 4, shape), epsilon);
    Value deviation = node.step("deviation", Unary.of(Unary.Kind.SQRT), variance);
    Value centred = node.step("centred", ArithmeticTranslator.operator(Binary.Kind.SUB), x, statistic(node, 3, shape));
    Value normal = node.step("normal", ArithmeticTranslator.operator(Binary.Kind.DIV), centred, deviation);
    Value scaled = node.step("scaled", ArithmeticTranslator.operator(Binary.Kind.MUL), normal, statistic(node, 1, shape));
    return node.result(ArithmeticTranslator.operator(Binary.Kind.ADD), scaled, statistic(node, 2, shape));
  }

  private static Value statistic(NodeContext node, int index, Shape shape) {
    Value value = node.real(node.input(index));
    if (value.shape().elements() != shape.elements()) {
      throw new OpException(Code.E204, "input " + index + " has shape " + value.shape() + ", " + shape.elements() + " is needed");
    }
    return node.step("statistic" + index, new Reshape(shape), value);
  }

  private static void requireInference(NodeContext node) {
    node.attributes().ignore("momentum", "is_test");
    if (node.attributes().flag("training_mode", false)) {
      throw new OpException(Code.E203, "training_mode is 1; export the model for inference");
    }
    if (node.opset() < 9 && !node.attributes().flag("spatial", true)) {
      throw new OpException(Code.E203, "spatial is 0; statistics for each channel are supported");
    }
    if (node.usesOutput(1) || node.usesOutput(2) || node.usesOutput(3) || node.usesOutput(4)) {
      throw new OpException(Code.E203, "running statistics are used as outputs; export the model for inference");
    }
  }

  private static double[] perChannel(NodeContext node, int index, String what, int channels) {
    Tensor tensor = node.constant(index, what);
    if (!tensor.shape().equals(Shape.of(channels))) {
      throw new OpException(Code.E204, "input \"" + what + "\" has shape " + tensor.shape() + ", " + channels + " is needed");
    }
    double[] values = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      values[channel] = tensor.real(channel);
    }
    return values;
  }

  /** [C,1,1] for an input of rank 4. */
  private static Shape broadcastShape(int channels, int rank) {
    List<Integer> dims = new ArrayList<>(List.of(channels));
    dims.addAll(Collections.nCopies(rank - 2, 1));
    return new Shape(dims);
  }
}
