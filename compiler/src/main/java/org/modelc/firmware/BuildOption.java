package org.modelc.firmware;

/** A way to build an image that differs from a user's firmware. */
public enum BuildOption {
  /** With AddressSanitizer and UndefinedBehaviorSanitizer, any finding ends the run. For the host only. */
  SANITIZED,

  /** Counts the instructions of every layer. The model has been generated with profile hooks; marks cost a few instructions a layer. */
  LAYER_MARKS
}
