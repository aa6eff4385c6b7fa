package org.modelc.firmware;

/**
 * One buffer of the generated harness.
 *
 * @param symbol C name of the memory
 * @param label what messages call it
 * @param type C type of an element
 * @param bytes size
 */
record HarnessBuffer(String symbol, String label, String type, int bytes) {}
