package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.modelc.training.Optimiser;
import org.modelc.training.TrainingOptions;

/** Changes parameters along their gradients. */
final class Steps {
  private static final double MEAN_DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double MOMENTUM = 0.9;

  private final List<Parameter> parameters;
  private final TrainingOptions options;
  private final int total;
  private int done;

  /**
   * @param total steps of the whole run
   * @param done steps of it that were made before
   */
  Steps(List<Parameter> parameters, TrainingOptions options, int total, int done) {
    this.parameters = parameters;
    this.options = options;
    this.total = total;
    this.done = done;
  }

  int done() {
    return done;
  }

  /** One step with the gradients of the parameters, which are 0 afterwards. */
  void step(NDManager parent) {
    double rate = options.learningRate() * options.schedule().factor((double) done / total);
    done++;
    try (NDManager manager = parent.newSubManager()) {
      parameters.forEach(parameter -> step(manager, parameter, rate));
    }
  }

  /** Arrays on the way belong to {@code manager}. */
  private void step(NDManager manager, Parameter parameter, double rate) {
    parameter.tempAttach(manager);
    NDArray gradient = parameter.array().getGradient();
    if (parameter.isWeight() && options.weightDecay() > 0) {
      parameter.array().muli(1 - rate * options.weightDecay());
    }
    parameter.array().subi(direction(parameter, gradient).mul(rate * scaling(parameter)));
    parameter.clearGradient();
    parameter.applyMask();
  }

  /** Inputs that are larger by a factor make weights smaller and gradients larger by it; Adam's steps do not depend on the latter. */
  private double scaling(Parameter parameter) {
    double factor = parameter.rateFactor();
    return options.optimiser() == Optimiser.ADAM ? factor : factor * factor;
  }

  private NDArray direction(Parameter parameter, NDArray gradient) {
    NDArray mean = parameter.moments().get(0);
    if (options.optimiser() == Optimiser.SGD) {
      return mean.muli(MOMENTUM).addi(gradient);
    }
    NDArray square = parameter.moments().get(1);
    mean.muli(MEAN_DECAY).addi(gradient.mul(1 - MEAN_DECAY));
    square.muli(SQUARE_DECAY).addi(gradient.square().mul(1 - SQUARE_DECAY));
    double correction = Math.sqrt(1 - Math.pow(SQUARE_DECAY, done)) / (1 - Math.pow(MEAN_DECAY, done));
    return mean.mul(correction).div(square.sqrt().add(EPSILON));
  }
}
