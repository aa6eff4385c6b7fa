/** The targets: records read from {@code targets/*.yaml}. Adding a target takes one file and no Java. */
package org.modelc.target;
