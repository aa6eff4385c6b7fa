package org.modelc.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/** Nodes as they are in one band: with the band's rows for inputs and output, and its padding. Equal bands have the same node. */
final class BandNodes {
  private record Key(String node, int inputRows, int outputRows, int paddingAbove, int paddingBelow) {}

  private final RowSchedule schedule;
  private final Map<Key, Node> nodes = new HashMap<>();

  BandNodes(RowSchedule schedule) {
    this.schedule = schedule;
  }

  /** The node that makes the rows of {@code node} in a band in which it makes some. */
  Node of(Node node, int band) {
    int inputRows = schedule.read(node, band).count();
    int outputRows = schedule.made(node, band).count();
    Key key = new Key(node.name(), inputRows, outputRows, schedule.paddingAbove(node, band), schedule.paddingBelow(node, band));
    return nodes.computeIfAbsent(key, shape -> new Node(
        node.name(),
        node.op().forRows(shape.paddingAbove, shape.paddingBelow),
        node.inputs().stream().map(input -> input.isConstant() ? input : withRows(input, inputRows)).toList(),
        List.of(withRows(node.output(), outputRows))));
  }

  private static Value withRows(Value map, int rows) {
    return Value.variable(map.name(), map.type().withShape(map.shape().withDim(RowSchedule.ROW_AXIS, rows)));
  }
}
