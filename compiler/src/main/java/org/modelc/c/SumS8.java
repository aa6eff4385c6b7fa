package org.modelc.c;

import org.modelc.arithmetic.AddScaling;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.op.Binary;

/** Weighted sum of two bytes ({@code modelc_sum_s8}); see {@link AddScaling}. */
public record SumS8(int multiplierA, int multiplierB, int offset, int shift, int min, int max) {

  /** @param binary ADD or SUB */
  public static SumS8 of(Binary binary, Node node) {
    Quant output = node.output().type().requireQuant();
    AddScaling scaling = binary.sumScaling(node.input(0).type(), node.input(1).type(), node.output().type());
    return new SumS8(
        scaling.multiplierA(),
        scaling.multiplierB(),
        scaling.offset(),
        scaling.shift(),
        binary.clamp().quantisedMin(DType.S8, output),
        binary.clamp().quantisedMax(DType.S8, output));
  }
}
