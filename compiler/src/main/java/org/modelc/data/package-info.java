/** Samples for calibration and tests: reads and writes NumPy's {@code .npy} and {@code .npz} files and fits their arrays to a graph's inputs. */
package org.modelc.data;
