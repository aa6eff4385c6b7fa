package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuReduceCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.KpuPlaces;

/**
 * Mean or sum over all places of a value in AI SRAM, by the CPU: what {@link KpuDownload} and {@link Reduce} over height and width give. Input U8 [1,H,W,C];
 * output S8 [1,1,1,C], or [1,C] where dimensions are not kept.
 *
 * @param kind MEAN or SUM
 * @param view a corner of the image
 */
public record KpuReduce(Reduce.Kind kind, boolean keepDims, KpuView view) implements Op {
  private static final List<Integer> PLACES = List.of(1, 2);

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType input = KpuImages.require(DType.U8, inputs);
    if (kind.selects() || !view.isCorner() || !view.isInside(input.shape())) {
      throw new OpException(Code.E205, "a mean or sum of a corner is needed, not " + kind + " of " + view + " of " + input);
    }
    return reduce().infer(download().infer(inputs));
  }

  private Reduce reduce() {
    return new Reduce(kind, PLACES, keepDims);
  }

  private KpuDownload download() {
    return new KpuDownload(view);
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    TensorType signed = download().infer(List.of(inputs.get(0).type())).get(0);
    return reduce().evaluate(List.of(KpuPlaces.download(view, inputs.get(0), signed)), outputs);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    TensorType signed = download().infer(List.of(node.input(0).type())).get(0);
    return KpuReduceCall.of(view, reduce().divisor(signed.shape()), node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }
}
