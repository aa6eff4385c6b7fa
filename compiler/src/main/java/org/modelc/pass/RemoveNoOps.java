package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Quant;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Cast;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Reduce;
import org.modelc.op.Requantise;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;
import org.modelc.op.Window;

/** Removes nodes that pass their elements on as they are; one that changes the shape becomes a Reshape, which costs nothing. */
final class RemoveNoOps implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (match.inputs().size() != 1 || !passesElementsOn(match)) {
      return Optional.empty();
    }
    Value input = match.input(0);
    if (input.shape().equals(match.outputShape())) {
      return match.forwardTo(input);
    }
    return match.as(Reshape.class).isPresent()
        ? Optional.empty()
        : match.replaceBy(match.emit(match.node().name(), match.outputName(), new Reshape(match.outputShape()), input));
  }

  private static boolean passesElementsOn(Rewriter.Match match) {
    TensorType input = match.input(0).type();
    TensorType output = match.outputType();
    return input.elements() == output.elements()
        && input.dtype() == output.dtype()
        && input.quant().equals(output.quant())
        && isIdle(match.node().op(), input);
  }

  /** Whether {@code op} does nothing, given that input and output have as many elements, of the same type and quantisation. */
  private static boolean isIdle(Op op, TensorType input) {
    if (op instanceof Transpose transpose) {
      return new Permutation(transpose.perm()).movesOnlyOnes(input.shape());
    } else if (op instanceof Slice slice) {
      return IntStream.range(0, slice.shape().rank()).allMatch(axis -> slice.steps().get(axis) > 0 || slice.shape().dim(axis) == 1);
    } else if (op instanceof Clip clip) {
      return clip.clamp().isNone() || input.isQuantised() && coversAll(clip.clamp(), input);
    } else if (op instanceof MaxPool pool) {
      return isPoint(pool.window());
    } else if (op instanceof AveragePool pool) {
      return isPoint(pool.window());
    } else {
      return op instanceof Reshape || op instanceof Pad || op instanceof Cast || op instanceof Requantise || op instanceof Concat
          || op instanceof Reduce;
    }
  }

  /** Whether every integer of this type is within the bounds. */
  private static boolean coversAll(Clamp clamp, TensorType type) {
    Quant quant = type.requireQuant();
    int range = clamp.quantisedMax(type.dtype(), quant) - clamp.quantisedMin(type.dtype(), quant);
    return type.dtype().bytes() == 1 && quant.isPerTensor() && range == 255;
  }

  private static boolean isPoint(Window window) {
    return window.equals(Window.of(1, 1));
  }
}
