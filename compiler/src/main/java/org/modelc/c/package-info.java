/**
 * Generates C: kernel calls and constants as plain records, printed by the templates below {@code templates/c}.
 *
 * <p>Start reading at {@link org.modelc.c.CGenerator}.
 */
package org.modelc.c;
