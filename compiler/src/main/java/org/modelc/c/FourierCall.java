package org.modelc.c;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Fourier;

/** Parameters of {@code modelc_fourier_f32}. */
public record FourierCall(
    String kernel, int rows, int size, int parts, int outputs, int outputParts, int length, int inverse, int mirrored, int steps,
    List<Integer> radices, String scale, ConstArray roots) implements Call {

  public static FourierCall of(Fourier fourier, Node node, Lowering lowering) {
    Shape input = node.input(0).shape();
    Shape output = node.output().shape();
    List<Integer> radices = fourier.radices();
    return new FourierCall(
        "modelc_fourier_f32", input.product(0, input.rank() - 2), input.dim(-2), input.dim(-1), output.dim(-2), output.dim(-1),
        fourier.length(), fourier.inverse() ? 1 : 0, fourier.isMirrored() ? 1 : 0, radices.size(),
        radices.isEmpty() ? List.of(1) : radices, FloatLiteral.of(fourier.scale()), lowering.array("roots", fourier.roots()));
  }
}
