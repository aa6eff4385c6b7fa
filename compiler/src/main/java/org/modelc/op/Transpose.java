package org.modelc.op;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.MoveCall;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.Transposition;

/**
 * Permutes axes. One input, one output, any element type.
 *
 * @param perm axis i of the output is axis {@code perm.get(i)} of the input
 */
public record Transpose(List<Integer> perm) implements Op {
  public Transpose {
    perm = List.copyOf(perm);
    if (!perm.stream().sorted().toList().equals(IntStream.range(0, perm.size()).boxed().toList())) {
      throw new OpException(Code.E203, "perm " + perm + " is no permutation of 0 to " + (perm.size() - 1));
    }
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requirePerAxis(perm, input.shape(), "axes in perm");
    return List.of(new TensorType(input.dtype(), input.shape().permute(perm), input.quant().map(quant -> quant.permute(perm))));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(Transposition.apply(inputs.get(0), perm));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return MoveCall.of(this, node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }
}
