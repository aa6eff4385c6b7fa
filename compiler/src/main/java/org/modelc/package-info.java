/** modelc: ONNX networks to fixed-point C for microcontrollers. See {@code docs/design.md}. */
package org.modelc;
