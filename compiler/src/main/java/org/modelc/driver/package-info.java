/**
 * The use cases of modelc as plain classes: compile, inspect, verify, benchmark, demonstrate. The command line is a thin layer over them;
 * other front ends can be as well.
 */
package org.modelc.driver;
