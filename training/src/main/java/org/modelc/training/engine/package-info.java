/** Runs graphs on the training engine (PyTorch), many samples at once and with gradients. */
package org.modelc.training.engine;
