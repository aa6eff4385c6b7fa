/** What can be asked of the training engine, which is a module of its own: commands use it through {@link org.modelc.training.Trainer}. */
package org.modelc.training;
