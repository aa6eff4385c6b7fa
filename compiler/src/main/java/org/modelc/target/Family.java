package org.modelc.target;

import java.util.Locale;

/** The instruction set family of a target. */
public enum Family {
  /** Arm Cortex-M. */
  ARM,
  /** RISC-V, 32 or 64 bits. */
  RISCV,
  /** The machine that modelc runs on. */
  HOST;

  /** The name as the YAML files spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
