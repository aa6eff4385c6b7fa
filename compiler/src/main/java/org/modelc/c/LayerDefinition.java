package org.modelc.c;

import java.util.List;

/**
 * The constants of one layer: arrays that no earlier layer has, and the parameter struct of its kernel.
 *
 * @param id name of the struct
 * @param call printed by the template of its name
 */
record LayerDefinition(LayerSummary summary, String id, List<ArrayDefinition> arrays, Call call) {}
