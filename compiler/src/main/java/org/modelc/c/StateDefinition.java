package org.modelc.c;

import java.util.List;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.Value;
import org.modelc.plan.Location;
import org.modelc.plan.MemoryPlan;
import org.modelc.state.States;

/**
 * The function that begins a sequence of calls of a model with states.
 *
 * @param bytes of all states
 * @param states in the arena
 */
record StateDefinition(int bytes, List<State> states) {

  /**
   * @param label its name in the model, fit for a comment
   * @param zero what every byte is where the state is the real number 0
   */
  record State(String label, int offset, int bytes, int zero) {}

  static StateDefinition of(MemoryPlan plan) {
    return new StateDefinition(plan.stateBytes(), plan.states().stream().map(state -> state(state, plan)).toList());
  }

  /** All bytes of a zero are equal: wider integers have zero point 0. */
  private static State state(Value value, MemoryPlan plan) {
    byte[] zero = TensorBytes.encode(List.of(States.zero(value.type())));
    for (byte one : zero) {
      if (one != zero[0]) {
        throw new IllegalStateException(value + " has a zero of different bytes");
      }
    }
    int first = zero.length == 0 ? 0 : Byte.toUnsignedInt(zero[0]);
    return new State(Escape.comment(value.name()), ((Location.Arena) plan.location(value)).offset(), zero.length, first);
  }
}
