package org.modelc.c;

/** @param offset from the start of the arena, in elements */
record TensorPointer(String cType, String symbol, int offset, String type) {}
