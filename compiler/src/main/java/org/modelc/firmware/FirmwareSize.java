package org.modelc.firmware;

/**
 * What a model adds to an image.
 *
 * @param flashBytes code, constants and initial values of variables, with all library functions that the model needs
 * @param staticRamBytes variables, without the arena and the buffers of inputs and outputs
 */
public record FirmwareSize(long flashBytes, long staticRamBytes) {}
