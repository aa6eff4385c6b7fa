/** Post-training quantisation: watches a float graph over samples and gives its values integer types. Measures what that costs in accuracy. */
package org.modelc.quant;
