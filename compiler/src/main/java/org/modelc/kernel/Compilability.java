package org.modelc.kernel;

import org.modelc.c.ConstArray;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.OpException;
import org.modelc.problem.Problems;

/** Finds the nodes that cannot become C. */
public final class Compilability {
  private Compilability() {}

  /**
   * Adds a problem for each node that has no kernel for its types, and for each whose integers may not fit their widths (E305, E304).
   *
   * @param graph as it would be compiled
   */
  public static void check(Graph graph, Problems problems) {
    graph.nodes().stream().filter(node -> !node.op().isView()).forEach(node -> check(node, problems));
  }

  private static void check(Node node, Problems problems) {
    try {
      node.op().requireIntegersFit(node);
      node.op().lower(node, new ForgottenArrays());
    } catch (OpException e) {
      problems.add(e.code(), "node \"" + node.name() + "\"", e.getMessage() + ".");
    }
  }

  /** Takes constants of a call that is never printed. */
  private static final class ForgottenArrays implements Lowering {
    @Override
    public ConstArray array(String role, Tensor elements) {
      return new ConstArray(role, elements.type().dtype().cType(), elements);
    }

    @Override
    public ConstArray array(String role, Tensor elements, int alignment) {
      return array(role, elements);
    }

    @Override
    public int aiSramRow(Value value) {
      return 0;
    }

    @Override
    public ConstArray array(String role, int[] elements) {
      return array(role, Tensor.of(TensorType.of(DType.S32, Shape.of(elements.length)), elements));
    }

    @Override
    public ConstArray array(String role, byte[] elements) {
      return array(role, Tensor.of(TensorType.of(DType.U8, Shape.of(elements.length)), elements));
    }
  }
}
