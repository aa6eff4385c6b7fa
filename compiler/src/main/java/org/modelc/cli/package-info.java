/** The command line: parses arguments with picocli, calls {@code org.modelc.driver}, prints what it returns. */
package org.modelc.cli;
