package org.modelc.firmware;

/** The program that does nothing: what every image needs. */
record EmptyMain() {}
