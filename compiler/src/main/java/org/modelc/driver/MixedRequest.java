package org.modelc.driver;

import org.modelc.quant.MixedGoal;
import org.modelc.target.Target;

/**
 * Layers are to have different formats.
 *
 * @param goal what the network must meet
 * @param target for which flash and RAM are measured
 */
public record MixedRequest(MixedGoal goal, Target target) {}
