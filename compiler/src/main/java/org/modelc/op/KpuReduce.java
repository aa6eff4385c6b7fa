package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuReduceCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.KpuReference;

/**
 * Mean or sum over all places of an image in AI SRAM, by the CPU: what {@link KpuDownload} and {@link Reduce} over height and width give. Input U8 [1,H,W,C];
 * output S8 [1,1,1,C], or [1,C] where dimensions are not kept.
 *
 * @param kind MEAN or SUM
 */
public record KpuReduce(Reduce.Kind kind, boolean keepDims) implements Op {
  private static final int ZERO_POINT_STEP = 128;
  private static final List<Integer> PLACES = List.of(1, 2);

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireRank(input.shape(), 4, "input");
    if (input.dtype() != DType.U8 || !input.isQuantised() || kind.selects()) {
      throw new OpException(Code.E205, "a mean or sum of quantised u8 is needed, not " + kind + " of " + input);
    }
    return reduce().infer(List.of(signed(input)));
  }

  private Reduce reduce() {
    return new Reduce(kind, PLACES, keepDims);
  }

  /** The type of the same real numbers as S8. */
  private static TensorType signed(TensorType input) {
    Quant quant = input.requireQuant();
    return TensorType.quantised(DType.S8, input.shape(), Quant.perTensor(quant.scale(), quant.zeroPoint() - ZERO_POINT_STEP));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    Tensor image = inputs.get(0);
    return reduce().evaluate(List.of(KpuReference.changeSign(image, signed(image.type()))), outputs);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return KpuReduceCall.of(reduce().divisor(node.input(0).shape()), node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }
}
