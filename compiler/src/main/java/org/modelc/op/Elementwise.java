package org.modelc.op;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;

/** What operators have in common that compute every element of the output from elements in the same place. */
final class Elementwise {
  private static final int MAP_RANK = 4;

  private Elementwise() {}

  /** A window of one element if the operands are maps of the output's shape, or constants that are the same for all rows. */
  static Optional<Window> rowWindow(Node node) {
    Shape output = node.output().shape();
    boolean map = output.rank() == MAP_RANK && output.dim(0) == 1;
    return map && node.inputs().stream().allMatch(input -> isMapOrSameForAllRows(input, output)) ? Optional.of(Window.of(1, 1)) : Optional.empty();
  }

  /** The operands whose buffer the output may take: activations of its element type and shape. */
  static List<Integer> inPlaceInputs(Node node) {
    TensorType output = node.output().type();
    return IntStream.range(0, node.inputs().size()).filter(index -> {
      Value input = node.input(index);
      return !input.isConstant() && input.type().dtype() == output.dtype() && input.shape().equals(output.shape());
    }).boxed().toList();
  }

  private static boolean isMapOrSameForAllRows(Value input, Shape output) {
    return input.isConstant()
        ? input.shape().rank() <= MAP_RANK && input.shape().alignedTo(MAP_RANK).dim(1) == 1
        : input.shape().equals(output);
  }
}
