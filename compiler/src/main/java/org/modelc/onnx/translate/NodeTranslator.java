package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.model.Limits;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.onnx.model.OpsetVersions;
import org.modelc.onnx.model.Subgraph;
import org.modelc.onnx.model.TensorDecoder;
import org.modelc.op.OpException;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/**
 * Translates one node after the other. What is wrong with a node becomes a problem, its outputs stay unknown, and the next node has its
 * turn.
 */
final class NodeTranslator {
  private final Scope scope;
  private final NodeContext.Services services;
  private final FiniteConstants finite;
  private final Problems problems;
  private int inlinedGraphs;
  private int inlinedNodes;

  NodeTranslator(
      Scope scope, Emitter emitter, TensorDecoder decoder, Usage usage, Problems problems, Recurrence recurrence,
      FiniteConstants finite) {
    this.scope = scope;
    this.services = new NodeContext.Services(emitter, decoder, usage, problems, recurrence, this::inline);
    this.finite = finite;
    this.problems = problems;
  }

  /** See {@link Bodies}. */
  private List<Value> inline(OnnxNode owner, GraphProto body, List<Value> inputs) {
    if (body.getInputCount() != inputs.size()) {
      throw new OpException(Code.E203, "a graph has " + body.getInputCount() + " inputs, " + inputs.size() + " are given");
    }
    GraphProto copy = Subgraph.prefixed(body, OnnxNode.shortened(owner.label()) + "/#" + ++inlinedGraphs + "/");
    for (int i = 0; i < inputs.size(); i++) {
      scope.bind(copy.getInput(i).getName(), inputs.get(i));
    }
    for (TensorProto initialiser : copy.getInitializerList()) {
      Tensor tensor = Constants.computed(services.decoder().decode(initialiser));
      scope.bind(initialiser.getName(), services.emitter().constant(initialiser.getName(), tensor));
    }
    for (NodeProto proto : copy.getNodeList()) {
      requireFewNodes();
      services.usage().use(proto.getOutputList());
      translate(new OnnxNode(proto, owner.opsets()));
    }
    return copy.getOutputList().stream().map(output -> scope.find(output.getName())
        .orElseThrow(() -> new OpException(Code.E202, "output \"" + OnnxNode.shortened(output.getName()) + "\" cannot be computed"))).toList();
  }

  private void requireFewNodes() {
    if (++inlinedNodes > Limits.NODES) {
      throw new OpException(Code.E107, "the graphs of control flow have more than " + Limits.NODES + " nodes when laid out");
    }
  }

  void translate(OnnxNode node) {
    Optional<OperatorTable.Row> row = OperatorTable.find(node);
    if (row.isEmpty()) {
      problems.add(Code.E202, node.where(), node.hasSubgraph() ? "control flow is not supported." : "this operator is not supported.");
    } else if (node.reads().stream().allMatch(name -> name.isEmpty() || scope.find(name).isPresent())) {
      translate(node, row.get());
    }
  }

  private void translate(OnnxNode node, OperatorTable.Row row) {
    try {
      List<Optional<Value>> inputs =
          node.inputs().stream().map(name -> name.isEmpty() ? Optional.<Value>empty() : scope.find(name)).toList();
      NodeContext context = NodeContext.of(node, opset(node, row.operator()), inputs, services);
      requirePlain(inputs, row.operator());
      finite.check(inputs, row.operator());
      bind(node.outputs(), row.translator().translate(context));
      context.attributes().unread().forEach(
          name -> problems.add(Code.W101, node.where(), "attribute \"" + OnnxNode.shortened(name) + "\" is ignored."));
    } catch (OpException e) {
      problems.add(e.code(), node.where(), e.getMessage() + ".");
    } catch (ArithmeticException e) {
      problems.add(Code.E107, node.where(), "a size or an integer result overflows.");
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    } catch (RuntimeException e) {
      problems.add(Code.E901, node.where(), e + ".");
    }
  }

  private void bind(List<String> outputs, List<Value> results) {
    for (int i = 0; i < Math.min(results.size(), outputs.size()); i++) {
      scope.bind(outputs.get(i), results.get(i));
    }
  }

  private static int opset(OnnxNode node, Operator operator) {
    OptionalInt version = node.opsets().version(node.domain());
    if (version.isEmpty()) {
      String domain = node.domain().isEmpty() ? "the default domain" : "domain \"" + node.domain() + "\"";
      throw new ProblemException(
          Code.E103, "", "The model does not say which opset of " + domain + " it uses.", "Export the model again.");
    }
    boolean isDefault = node.domain().equals(OpsetVersions.DEFAULT_DOMAIN);
    if (isDefault && version.getAsInt() < OpsetVersions.OLDEST && operator.since() >= OpsetVersions.OLDEST) {
      throw new ProblemException(Code.E103, "", "opset " + version.getAsInt() + " of the default domain is not supported.");
    }
    if (version.getAsInt() < operator.since()) {
      throw new OpException(Code.E202, "opset " + version.getAsInt() + " has no such operator, it exists since " + operator.since());
    }
    return version.getAsInt();
  }

  /** Integers that stand for reals may be moved and dequantised, but ONNX's arithmetic on them is not the IR's. */
  private static void requirePlain(List<Optional<Value>> inputs, Operator operator) {
    for (Optional<Value> input : inputs) {
      if (operator.handling() == Operator.Handling.COMPUTES && input.filter(NodeTranslator::isQuantisedVariable).isPresent()) {
        throw new OpException(
            Code.E205,
            "computes with the integers of \"" + OnnxNode.shortened(input.get().name()) + "\"; a DequantizeLinear is needed before");
      }
    }
  }

  private static boolean isQuantisedVariable(Value value) {
    return !value.isConstant() && value.type().isQuantised();
  }
}
