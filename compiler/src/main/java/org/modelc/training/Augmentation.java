package org.modelc.training;

/** A random change of training samples that leaves their class as it is. The held-out part is never changed. */
public enum Augmentation {
  /** Images and series: moved by up to a tenth of their size; what comes in from outside repeats the edge. */
  SHIFT,
  /** Images: left and right exchanged, for every second one. */
  FLIP,
  /** Images: turned by up to 10 degrees and made up to a tenth larger or smaller. */
  AFFINE,
  /** Series and images: all elements multiplied by one factor from 0.9 to 1.1. */
  SCALE,
  /** All inputs: normally distributed noise, its deviation a twentieth of the sample's. */
  NOISE
}
