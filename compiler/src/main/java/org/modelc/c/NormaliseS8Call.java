package org.modelc.c;

import java.util.List;
import org.modelc.arithmetic.NormaliseScaling;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Normalise;

/** Parameters of {@code modelc_normalise_s8}; see {@link NormaliseScaling}. */
public record NormaliseS8Call(
    String kernel,
    NormalisedRows rows,
    int zeroPoint,
    long epsilon,
    int shift,
    ConstArray multipliers,
    ConstArray offsets,
    OutputS8 output)
    implements Call {

  public static NormaliseS8Call of(Normalise normalise, Node node, Lowering lowering) {
    TensorType x = node.input(0).type();
    TensorType output = node.output().type();
    NormaliseScaling scaling = normalise.scaling(
        x, node.input(Normalise.SCALE).requireConstant(), node.input(Normalise.BIAS).requireConstant(), output);
    return new NormaliseS8Call(
        "modelc_normalise_s8",
        NormalisedRows.of(normalise, node),
        x.requireQuant().zeroPoint(),
        scaling.epsilon(),
        scaling.shift(),
        lowering.array("multipliers", array(scaling.multipliers())),
        lowering.array("offsets", array(scaling.offsets())),
        OutputS8.of(output, Clamp.NONE));
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
