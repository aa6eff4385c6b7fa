package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.op.Unary;

/** Functions of one variable. */
final class UnaryWriter {
  private final NodeWriter node;
  private final Unary unary;
  private final Layout layout;

  private UnaryWriter(NodeWriter node) {
    this.node = node;
    this.unary = (Unary) node.node().op();
    this.layout = node.layout();
  }

  static void write(NodeWriter node) {
    new UnaryWriter(node).write();
  }

  private void write() {
    AttributeProto alpha = Protos.real("alpha", unary.alpha());
    switch (unary.kind()) {
      case ABS -> plain("Abs");
      case ACOS -> plain("Acos");
      case ACOSH -> plain("Acosh");
      case ASIN -> plain("Asin");
      case ASINH -> plain("Asinh");
      case ATAN -> plain("Atan");
      case ATANH -> plain("Atanh");
      case CEIL -> plain("Ceil");
      case COS -> plain("Cos");
      case COSH -> plain("Cosh");
      case ELU -> plain("Elu", alpha);
      case ERF -> plain("Erf");
      case EXP -> plain("Exp");
      case FLOOR -> plain("Floor");
      case GELU -> plain("Gelu", Protos.text("approximate", "none"));
      case GELU_TANH -> plain("Gelu", Protos.text("approximate", "tanh"));
      case HARD_SIGMOID -> plain("HardSigmoid", alpha, Protos.real("beta", unary.beta()));
      case HARD_SWISH -> plain("HardSwish");
      case LEAKY_RELU -> plain("LeakyRelu", alpha);
      case LOG -> plain("Log");
      case MISH -> plain("Mish");
      case NEG -> plain("Neg");
      case RECIPROCAL -> plain("Reciprocal");
      case ROUND -> plain("Round");
      case SELU -> plain("Selu", alpha, Protos.real("gamma", unary.beta()));
      case SHRINK -> plain("Shrink", Protos.real("lambd", unary.alpha()), Protos.real("bias", unary.beta()));
      case SIGMOID -> plain("Sigmoid");
      case SIGN -> plain("Sign");
      case SILU -> gated();
      case SIN -> plain("Sin");
      case SINH -> plain("Sinh");
      case SOFTPLUS -> plain("Softplus");
      case SOFTSIGN -> plain("Softsign");
      case SQRT -> plain("Sqrt");
      case TAN -> plain("Tan");
      case TANH -> plain("Tanh");
      case THRESHOLDED_RELU -> plain("ThresholdedRelu", alpha);
    }
  }

  private void plain(String type, AttributeProto... attributes) {
    node.result(layout, type, node.reals(layout), attributes);
  }

  /** {@code x sigmoid(alpha x)}: ONNX has an operator for it only from opset 24 on. */
  private void gated() {
    String x = node.real(0, layout);
    String scaled = unary.alpha() == 1 ? x : node.step("scaled", "Mul", List.of(x, node.scalar("alpha", DType.F32, unary.alpha())));
    String gate = node.step("gate", "Sigmoid", List.of(scaled));
    node.result(layout, "Mul", List.of(x, gate));
  }
}
