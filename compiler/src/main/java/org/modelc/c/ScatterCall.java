package org.modelc.c;

import java.util.Locale;
import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Scatter;

/** Parameters of {@code modelc_scatter} and {@code modelc_scatter_<kind>_f32}. */
public record ScatterCall(String kernel, int size, int indices, int blockBytes, Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static ScatterCall of(Scatter.Kind kind, Node node, Lowering lowering) {
    Shape data = node.input(Scatter.DATA).shape();
    String kernel = kind == Scatter.Kind.REPLACE ? "modelc_scatter" : "modelc_scatter_" + kind.name().toLowerCase(Locale.ROOT) + "_f32";
    return new ScatterCall(
        kernel, data.dim(0), node.input(Scatter.INDICES).shape().elements(), data.dim(1) * node.output().type().dtype().bytes(),
        ConstantOperands.of(node, lowering));
  }
}
