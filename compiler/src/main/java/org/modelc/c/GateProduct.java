package org.modelc.c;

import org.modelc.arithmetic.GateScaling;
import org.modelc.ir.Tensor;

/** Matrix product of a recurrent layer's gates ({@code modelc_gate_product}). */
public record GateProduct(ConstArray weights, ConstArray multipliers, ConstArray offsets) {

  static GateProduct of(String role, Tensor weights, GateScaling scaling, Lowering lowering) {
    return new GateProduct(
        lowering.array(role + "_weights", weights),
        lowering.array(role + "_multipliers", scaling.multipliers()),
        lowering.array(role + "_offsets", scaling.offsets()));
  }
}
