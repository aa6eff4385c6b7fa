/** Quantisation-aware training: networks compute with rounded numbers while they learn, and scales are learnt with them. */
package org.modelc.training.quantisation;
