package org.modelc.c;

import java.util.List;
import java.util.Map;
import org.modelc.arithmetic.Logistic;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.op.Clamp;
import org.modelc.op.Recurrent;

/**
 * Parameters of {@code modelc_lstm_s8}, {@code modelc_gru_s8}, {@code modelc_gru_reset_after_s8} and {@code modelc_rnn_s8}, and of the kernels named
 * {@code state}.
 *
 * @param constantArguments states that are constant
 */
public record RecurrentS8Call(
    String kernel,
    Sequence sequence,
    OutputS8 output,
    int stateMultiplier,
    GateProduct ofInput,
    GateProduct ofHidden,
    ConstArray logistic,
    Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static RecurrentS8Call of(Recurrent op, Node node, Lowering lowering) {
    List<Tensor> constants = List.of(
        node.input(Recurrent.INPUT_WEIGHTS).requireConstant(),
        node.input(Recurrent.HIDDEN_WEIGHTS).requireConstant(),
        node.input(Recurrent.BIAS).requireConstant());
    Quant output = node.outputs().get(0).type().requireQuant();
    return new RecurrentS8Call(
        Sequence.kernel(op, "s8"),
        Sequence.of(op, node),
        OutputS8.of(node.outputs().get(0).type(), Clamp.NONE),
        op.stateScaling(output).multiplier(),
        GateProduct.of(
            "input", constants.get(0), Recurrent.inputScaling(node.input(Recurrent.X).type().requireQuant(), constants), lowering),
        GateProduct.of("hidden", constants.get(1), Recurrent.hiddenScaling(output, constants), lowering),
        lowering.array("logistic", Logistic.elements()),
        Sequence.constantStates(node, lowering));
  }
}
