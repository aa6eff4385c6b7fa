package org.modelc.training;

/** How the learning rate falls in the course of a run. */
public enum Schedule {
  CONSTANT {
    @Override
    public double factor(double progress) {
      return 1;
    }
  },
  /** Half a cosine from 1 to 0. */
  COSINE {
    @Override
    public double factor(double progress) {
      return (1 + Math.cos(Math.PI * progress)) / 2;
    }
  },
  /** A tenth after half of the run, a hundredth after three quarters. */
  STEP {
    @Override
    public double factor(double progress) {
      return progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01;
    }
  };

  /**
   * What the learning rate is multiplied by.
   *
   * @param progress the part of the run that is over, 0 to 1
   */
  public abstract double factor(double progress);
}
