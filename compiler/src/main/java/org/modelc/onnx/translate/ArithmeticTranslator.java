package org.modelc.onnx.translate;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Clamp;
import org.modelc.op.OpException;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Arithmetic on two or more tensors with broadcasting. */
final class ArithmeticTranslator {
  private ArithmeticTranslator() {}

  /** An operator of two inputs. */
  static Translator.OfOneOutput binary(Binary.Kind kind) {
    return node -> node.result(operator(kind), node.input(0), node.input(1));
  }

  /** An operator of any number of inputs that applies {@code kind} from left to right. */
  static Translator.OfOneOutput variadic(Binary.Kind kind) {
    return node -> accumulate(node, kind, node.inputsFrom(0));
  }

  private static Value accumulate(NodeContext node, Binary.Kind kind, List<Value> values) {
    if (values.isEmpty()) {
      throw new OpException(Code.E203, "has no inputs");
    }
    Value result = values.get(0);
    for (int i = 1; i < values.size(); i++) {
      result = i + 1 < values.size()
          ? node.step("partial" + i, operator(kind), result, values.get(i))
          : node.result(operator(kind), result, values.get(i));
    }
    return result;
  }

  static Value mean(NodeContext node) {
    List<Value> values = node.inputsFrom(0);
    if (values.size() == 1) {
      return values.get(0);
    }
    Value sum = accumulate(node.inner("sum", values.stream().map(Optional::of).toList()), Binary.Kind.ADD, values);
    return node.result(operator(Binary.Kind.MUL), sum, node.constantStep("share", Constants.scalar(1f / values.size())));
  }

  /** Division by a constant becomes multiplication, which has an integer form. */
  static Value divide(NodeContext node) {
    Value a = node.input(0);
    Value b = node.input(1);
    boolean byConstant = b.isConstant() && !a.isConstant() && a.type().dtype() == DType.F32;
    if (byConstant && (b.type().dtype() == DType.F32 || b.type().isQuantised())) {
      Tensor reciprocals = Constants.map(b.requireConstant(), divisor -> 1 / divisor);
      if (Constants.isFinite(reciprocals)) {
        return node.result(operator(Binary.Kind.MUL), a, node.constantStep("reciprocal", reciprocals));
      }
    }
    return node.result(operator(Binary.Kind.DIV), a, b);
  }

  /** Squares and square roots have simpler forms than a power. */
  static Value power(NodeContext node) {
    Value base = node.input(0);
    Value exponent = node.input(1);
    if (base.type().dtype() == DType.F32 && exponent.isConstant() && exponent.shape().elements() == 1 && exponent.shape().rank() <= 1) {
      double power = exponent.requireConstant().real(0);
      if (power == 2) {
        return node.result(operator(Binary.Kind.MUL), base, base);
      }
      if (power == 0.5) {
        return node.result(Unary.of(Unary.Kind.SQRT), base);
      }
    }
    boolean sameType = exponent.type().dtype() == base.type().dtype() || exponent.type().isQuantised();
    Value converted = sameType ? exponent : node.step("exponent", new Cast(base.type().dtype()), exponent);
    return node.result(operator(Binary.Kind.POW), base, converted);
  }

  static Binary operator(Binary.Kind kind) {
    return new Binary(kind, Clamp.NONE);
  }
}
