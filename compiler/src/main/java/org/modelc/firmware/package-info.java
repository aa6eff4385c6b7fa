/**
 * Builds firmware images from generated C, runs them under QEMU and measures them: bytes out, instructions, stack, flash and
 * RAM. Tools come from the machine or from a container.
 */
package org.modelc.firmware;
