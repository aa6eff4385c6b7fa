package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.modelc.ir.Node;

/**
 * What an operator computes, in calls of the engine. Arrays have the samples as an axis in front of the IR's axes; it is 1 for constants.
 *
 * @param <T> the operator
 */
@FunctionalInterface
interface EngineOperator<T> {
  /** The output of {@code node} for {@code inputs}, which are in the node's order. */
  NDArray apply(T op, Node node, List<NDArray> inputs);

  /** Whether the engine can compute this node. */
  default boolean supports(T op, Node node) {
    return true;
  }
}
