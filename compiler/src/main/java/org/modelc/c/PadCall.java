package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Pad;

/**
 * Parameters of {@code modelc_pad}.
 *
 * @param element the element that fills the output
 */
public record PadCall(String kernel, Move move, int outputBytes, int elementBytes, ConstArray element) implements Call {

  public static PadCall of(Pad pad, Node node, Lowering lowering) {
    TensorType input = node.input(0).type();
    TensorType output = node.output().type();
    int[] strides = output.shape().strides();
    int offset = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      offset += pad.begins().get(axis) * strides[axis];
    }
    Move move = Move.of(output.dtype(), input.shape().toArray(), Places.all(input.shape()), new Places(strides, offset));
    Tensor element = pad.filled(output.withShape(Shape.of(1)));
    return new PadCall("modelc_pad", move, output.bytes(), output.dtype().bytes(), lowering.array("element", element));
  }
}
