/** Prints records through StringTemplate 4. No other package touches StringTemplate. */
package org.modelc.template;
