package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;

/** A node of the file with the operator set versions that decide its meaning. */
public record OnnxNode(NodeProto proto, OpsetVersions opsets) {
  private static final int LONGEST_LABEL = 100;

  /** The operator's domain; the default domain is the empty string. */
  public String domain() {
    return OpsetVersions.normalise(proto.getDomain());
  }

  public String type() {
    return proto.getOpType();
  }

  /** Domain and operator as people write them, for example {@code com.microsoft.QGemm} or {@code Conv}. */
  public String qualifiedType() {
    return domain().isEmpty() ? type() : domain() + "." + type();
  }

  /** The node's name, or its first output's where it has none. */
  public String label() {
    if (!proto.getName().isEmpty()) {
      return proto.getName();
    }
    return proto.getOutputCount() > 0 ? proto.getOutput(0) : "";
  }

  /** How problems refer to the node, for example {@code node "conv1" (Conv)}. */
  public String where() {
    return "node \"" + shortened(label()) + "\" (" + shortened(qualifiedType()) + ")";
  }

  /** Names of the inputs; an omitted optional input is the empty string. */
  public List<String> inputs() {
    return proto.getInputList();
  }

  /** Names of the outputs; an omitted optional output is the empty string. */
  public List<String> outputs() {
    return proto.getOutputList();
  }

  /** Names of all tensors that the node needs: its inputs, and what its graphs take from the graph around them. */
  public List<String> reads() {
    if (!hasSubgraph()) {
      return inputs();
    }
    List<String> names = new ArrayList<>(inputs());
    names.addAll(Subgraph.captured(proto));
    return names;
  }

  /** Whether the node holds graphs of its own, as control flow does. */
  public boolean hasSubgraph() {
    return proto.getAttributeList().stream().anyMatch(attribute -> attribute.hasG() || attribute.getGraphsCount() > 0);
  }

  /** Names come from the file and may be of any length. */
  public static String shortened(String name) {
    return name.length() <= LONGEST_LABEL ? name : name.substring(0, LONGEST_LABEL) + "...";
  }

  /** How problems refer to a tensor of the file. */
  public static String tensorWhere(String name) {
    return "tensor \"" + shortened(name) + "\"";
  }
}
