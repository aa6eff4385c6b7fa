/** Trains networks on the engine: data, loss, steps, schedule, checkpoints. */
package org.modelc.training.loop;
