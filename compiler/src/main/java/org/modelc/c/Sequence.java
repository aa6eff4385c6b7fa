package org.modelc.c;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Recurrent;

/**
 * How a recurrent layer walks over its input ({@code modelc_sequence}).
 *
 * @param first the step to begin with
 * @param direction 1 or -1
 * @param outputStep elements of the output from one step to the next; 0 where only the last is kept
 */
public record Sequence(int steps, int batch, int inputs, int hidden, int first, int direction, int outputStep) {

  static Sequence of(Recurrent op, Node node) {
    Shape x = node.input(Recurrent.X).shape();
    int hidden = node.outputs().get(0).shape().dim(2);
    return new Sequence(
        x.dim(0), x.dim(1), x.dim(2), hidden, op.reverse() ? x.dim(0) - 1 : 0, op.reverse() ? -1 : 1, op.everyStep() ? x.dim(1) * hidden : 0);
  }

  /** @param type of the sequences */
  static String kernel(Recurrent op, String type) {
    return "modelc_" + op.cell().name().toLowerCase(Locale.ROOT) + (op.carriesState() ? "_state_" : "_") + type;
  }

  /** Arrays of the given states that are constant, by input index. */
  static Map<Integer, ConstArray> constantStates(Node node, Lowering lowering) {
    Map<Integer, ConstArray> states = new TreeMap<>();
    for (int index = Recurrent.STATES; index < node.inputs().size(); index++) {
      if (node.input(index).isConstant()) {
        states.put(index, lowering.array("state", node.input(index).requireConstant()));
      }
    }
    return states;
  }
}
