package org.modelc.op;

import java.util.Locale;
import java.util.stream.Stream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/**
 * What it costs that a node of an int8 model computes in floats.
 *
 * @param bytes of its float operands and results that are no constants: four times what they would take as int8
 * @param operations on floats, at least: two for a product that is summed up, else one for each element of the largest tensor. A core without a
 *     floating-point unit calls a function for each
 */
public record FloatCost(long bytes, long operations) {

  public static FloatCost of(Node node) {
    long bytes = tensors(node).filter(value -> value.type().dtype().isFloat()).mapToLong(value -> value.type().bytes()).sum();
    long elements = tensors(node).mapToLong(value -> value.type().elements()).max().orElse(0);
    return new FloatCost(bytes, Math.max(2 * node.op().macs(node), elements));
  }

  private static Stream<Value> tensors(Node node) {
    return Stream.concat(node.inputs().stream().filter(input -> !input.isConstant()), node.outputs().stream());
  }

  /** For messages. */
  public String text() {
    return String.format(Locale.ROOT, "costs %,d bytes of float tensors and about %,d float operations", bytes, operations);
  }
}
