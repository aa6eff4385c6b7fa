/** Pruning: takes channels out of float networks, or sets weights to zero, and fits what is left to samples. */
package org.modelc.prune;
