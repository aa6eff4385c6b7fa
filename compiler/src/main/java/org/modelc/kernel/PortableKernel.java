package org.modelc.kernel;

import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.target.Target;

/** The scalar C99 kernel that every operator has and that defines what its variants must give. */
final class PortableKernel implements Kernel {
  @Override
  public boolean accepts(Node node, Target target) {
    return true;
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return node.op().lower(node, lowering);
  }

  @Override
  public int scratchBytes(Node node) {
    return node.op().scratchBytes(node);
  }
}
