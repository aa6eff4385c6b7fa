package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.op.Recurrent;

/**
 * Parameters of {@code modelc_lstm_f32}, {@code modelc_gru_f32}, {@code modelc_gru_reset_after_f32} and {@code modelc_rnn_f32}, and of the kernels
 * named {@code state}.
 *
 * @param constantArguments states that are constant
 */
public record RecurrentF32Call(
    String kernel, Sequence sequence, ConstArray inputWeights, ConstArray hiddenWeights, ConstArray bias, Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static RecurrentF32Call of(Recurrent op, Node node, Lowering lowering) {
    return new RecurrentF32Call(
        Sequence.kernel(op, "f32"),
        Sequence.of(op, node),
        lowering.array("input_weights", node.input(Recurrent.INPUT_WEIGHTS).requireConstant().toF32()),
        lowering.array("hidden_weights", node.input(Recurrent.HIDDEN_WEIGHTS).requireConstant().toF32()),
        lowering.array("bias", node.input(Recurrent.BIAS).requireConstant().toF32()),
        Sequence.constantStates(node, lowering));
  }
}
