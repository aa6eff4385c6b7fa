package org.modelc.ir;

import java.util.List;
import java.util.Optional;
import org.modelc.op.Op;

/**
 * One operation of a graph.
 *
 * @param name unique within the graph; the name of the ONNX node it comes from, where there is one
 * @param inputs in the operator's order; operators have no optional inputs
 */
public record Node(String name, Op op, List<Value> inputs, List<Value> outputs) {
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public Value input(int index) {
    return inputs.get(index);
  }

  /** The only output of a node that has just one. */
  public Value output() {
    if (outputs.size() != 1) {
      throw new IllegalStateException(name + " has " + outputs.size() + " outputs");
    }
    return outputs.get(0);
  }

  public List<TensorType> inputTypes() {
    return inputs.stream().map(Value::type).toList();
  }

  public List<TensorType> outputTypes() {
    return outputs.stream().map(Value::type).toList();
  }

  /** The operator if it is of class {@code type}. */
  public <T extends Op> Optional<T> as(Class<T> type) {
    return type.isInstance(op) ? Optional.of(type.cast(op)) : Optional.empty();
  }

  @Override
  public String toString() {
    return name + ": " + op;
  }
}
