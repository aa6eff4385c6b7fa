package org.modelc.kernel;

import org.modelc.c.AddS8Call;
import org.modelc.c.Broadcast;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.op.Binary;
import org.modelc.target.Target;

/** Sum or difference of equal shapes with MVE: four elements at a time. */
final class AddMve implements Kernel {
  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("mve") && isSumOfEqualShapes(node);
  }

  static boolean isSumOfEqualShapes(Node node) {
    return node.op() instanceof Binary binary
        && (binary.kind() == Binary.Kind.ADD || binary.kind() == Binary.Kind.SUB)
        && Product.isOfBytes(node)
        && Broadcast.isNone(node);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return AddS8Call.of("modelc_add_s8_mve", (Binary) node.op(), node, lowering);
  }
}
