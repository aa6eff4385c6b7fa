package org.modelc.training;

/** How gradients become steps. */
public enum Optimiser {
  /** Adaptive moments, after Kingma and Ba (2015), with decoupled weight decay. */
  ADAM,
  /** Stochastic gradient descent with momentum 0.9. */
  SGD
}
