package org.modelc.c;

/**
 * One parameter struct.
 *
 * @param id its name
 * @param call printed by the template of its name
 */
record ParameterSet(String id, Call call) {}
