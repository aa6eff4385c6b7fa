package org.modelc.kernel;

import org.modelc.c.AddS8Call;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.SumS8;
import org.modelc.ir.Node;
import org.modelc.op.Binary;
import org.modelc.target.Target;

/** Sum or difference of equal shapes with the DSP extension: four elements at a time. */
final class AddDsp implements Kernel {
  /** From here on results fit 16 bits before they saturate. */
  private static final int SMALLEST_SHIFT = 17;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp")
        && AddMve.isSumOfEqualShapes(node)
        && SumS8.of((Binary) node.op(), node).shift() >= SMALLEST_SHIFT;
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return AddS8Call.of("modelc_add_s8_dsp", (Binary) node.op(), node, lowering);
  }
}
