package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.model.FunctionInliner;
import org.modelc.onnx.model.Limits;
import org.modelc.onnx.model.ModelFile;
import org.modelc.onnx.model.NodeOrder;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.onnx.model.OpsetVersions;
import org.modelc.onnx.model.TensorDecoder;
import org.modelc.op.OpException;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Translates the graph of a model file, node by node, and collects the problems of all nodes. */
public final class GraphTranslator {
  private final GraphProto proto;
  private final Problems problems;
  private final Emitter emitter;
  private final Scope scope;
  private final TensorDecoder decoder;

  private GraphTranslator(ModelFile file, Problems problems) {
    this.proto = file.proto().getGraph();
    this.problems = problems;
    this.emitter = new Emitter(new GraphBuilder(proto.getName()));
    this.decoder = new TensorDecoder(file.folder());
    this.scope = new Scope(proto.getInitializerList(), decoder, emitter, problems);
  }

  /**
   * The file's graph in the IR.
   *
   * @param inputShapes shapes for inputs whose dimensions are not fixed, by name
   * @param problems takes warnings and errors
   * @throws ProblemException if there are errors
   */
  public static Graph translate(ModelFile file, Map<String, Shape> inputShapes, Problems problems) {
    GraphTranslator translator = new GraphTranslator(file, problems);
    translator.requireLimits();
    translator.run(FunctionInliner.flatten(file.proto(), problems), inputShapes);
    problems.throwIfErrors();
    return UnsignedToSigned.convert(translator.emitter.builder().build());
  }

  private void requireLimits() {
    long elements = 0;
    for (TensorProto initialiser : proto.getInitializerList()) {
      try {
        elements += Limits.shape(initialiser.getDimsList()).elements();
      } catch (OpException e) {
        problems.add(e.code(), OnnxNode.tensorWhere(initialiser.getName()), e.getMessage() + ".");
      }
    }
    if (elements > Limits.ELEMENTS) {
      problems.add(Code.E107, "", "All initialisers together have " + elements + " elements, the limit is " + Limits.ELEMENTS + ".");
    }
    problems.throwIfErrors();
  }

  private void run(List<OnnxNode> nodes, Map<String, Shape> inputShapes) {
    List<ValueInfoProto> inputs =
        proto.getInputList().stream().filter(input -> !scope.initialiserNames().contains(input.getName())).toList();
    Set<String> given = givenNames(inputs);
    List<OnnxNode> ordered = NodeOrder.sort(nodes, given, problems);
    List<String> outputs = proto.getOutputList().stream().map(ValueInfoProto::getName).toList();
    Usage usage = Usage.of(ordered, outputs, given);
    NodeContext.Services services = new NodeContext.Services(emitter, decoder, usage, problems);
    List<OnnxNode> constantNodes = constantNodes(usage.live());
    constantNodes.forEach(node -> translate(node, services));
    addInputs(inputs, new GraphInputs(inputShapes), new InputQuantisation(usage.live(), scope));
    Set<OnnxNode> done = Collections.newSetFromMap(new IdentityHashMap<>());
    done.addAll(constantNodes);
    usage.live().stream().filter(node -> !done.contains(node)).forEach(node -> translate(node, services));
    addOutputs(outputs);
    checkConstants();
  }

  /** Names that are defined before any node runs. */
  private Set<String> givenNames(List<ValueInfoProto> inputs) {
    Set<String> given = new HashSet<>();
    List<String> names = new ArrayList<>(inputs.stream().map(ValueInfoProto::getName).toList());
    proto.getInitializerList().forEach(initialiser -> names.add(initialiser.getName()));
    for (String name : names) {
      if (name.isEmpty()) {
        problems.add(Code.E201, "", "An input or initialiser has no name.");
      } else if (!given.add(name)) {
        problems.add(Code.E201, OnnxNode.tensorWhere(name), "An input or initialiser of this name is defined twice.");
      }
    }
    proto.getSparseInitializerList().forEach(sparse -> {
      given.add(sparse.getValues().getName());
      problems.add(Code.E202, OnnxNode.tensorWhere(sparse.getValues().getName()), "Sparse initialisers are not supported.");
    });
    return given;
  }

  /** Nodes that depend on initialisers only; the quantisation of graph inputs may hang on them. */
  private List<OnnxNode> constantNodes(List<OnnxNode> ordered) {
    Set<String> constants = new HashSet<>(scope.initialiserNames());
    constants.add("");
    List<OnnxNode> nodes = new ArrayList<>();
    for (OnnxNode node : ordered) {
      if (constants.containsAll(node.inputs())) {
        constants.addAll(node.outputs());
        nodes.add(node);
      }
    }
    return nodes;
  }

  private void addInputs(List<ValueInfoProto> inputs, GraphInputs types, InputQuantisation quantisation) {
    for (ValueInfoProto input : inputs) {
      try {
        TensorType plain = types.type(input);
        boolean mayBeQuantised = plain.dtype() == DType.S8 || plain.dtype() == DType.U8;
        TensorType type = mayBeQuantised ? quantisation.find(input.getName()).map(plain::withQuant).orElse(plain) : plain;
        scope.bind(input.getName(), emitter.builder().input(input.getName(), type));
      } catch (OpException e) {
        problems.add(e.code(), "input \"" + OnnxNode.shortened(input.getName()) + "\"", e.getMessage() + ".");
      }
    }
  }

  private void addOutputs(List<String> names) {
    if (names.isEmpty()) {
      problems.add(Code.E201, "", "The graph has no outputs.");
    }
    for (String name : names) {
      scope.find(name).map(value -> named(name, value)).ifPresent(emitter.builder()::output);
    }
  }

  /** An output that is another tensor under a second name becomes a view of it. */
  private Value named(String name, Value value) {
    return value.name().equals(name) ? value : emitter.view(name, name, value.shape(), value);
  }

  private void translate(OnnxNode node, NodeContext.Services services) {
    Optional<OperatorTable.Row> row = OperatorTable.find(node);
    if (row.isEmpty()) {
      problems.add(Code.E202, node.where(), "Operator " + node.qualifiedType() + " is not supported.");
      return;
    }
    List<Optional<Value>> inputs = node.inputs().stream().map(name -> name.isEmpty() ? Optional.<Value>empty() : scope.find(name)).toList();
    boolean known = node.inputs().stream().allMatch(name -> name.isEmpty() || scope.find(name).isPresent());
    if (known) {
      translate(node, row.get(), inputs, services);
    }
  }

  private void translate(OnnxNode node, OperatorTable.Row row, List<Optional<Value>> inputs, NodeContext.Services services) {
    try {
      NodeContext context = NodeContext.of(node, opset(node, row.operator()), inputs, services);
      requirePlainInputs(inputs, row.operator());
      List<Value> results = row.translator().translate(context);
      for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
        scope.bind(node.outputs().get(i), results.get(i));
      }
      context.attributes().unread().forEach(
          name -> problems.add(Code.W101, node.where(), "Attribute \"" + OnnxNode.shortened(name) + "\" is ignored."));
    } catch (OpException e) {
      problems.add(e.code(), node.where(), e.getMessage() + ".");
    } catch (ArithmeticException e) {
      problems.add(Code.E107, node.where(), "A size or an integer result overflows.");
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    } catch (RuntimeException e) {
      problems.add(Code.E901, node.where(), e + ".");
    }
  }

  private static int opset(OnnxNode node, Operator operator) {
    OptionalInt version = node.opsets().version(node.domain());
    if (version.isEmpty()) {
      throw new OpException(Code.E103, "the model does not say which opset of domain \"" + node.domain() + "\" it uses");
    }
    if (version.getAsInt() < operator.since() && node.domain().equals(OpsetVersions.DEFAULT_DOMAIN)) {
      throw new OpException(Code.E202, "opset " + version.getAsInt() + " has no such operator, it exists since " + operator.since());
    }
    return version.getAsInt();
  }

  /** Integers that stand for reals may be moved and dequantised, but ONNX's arithmetic on them is not the IR's. */
  private static void requirePlainInputs(List<Optional<Value>> inputs, Operator operator) {
    if (operator.handling() != Operator.Handling.COMPUTES) {
      return;
    }
    inputs.stream().flatMap(Optional::stream).filter(value -> !value.isConstant() && value.type().isQuantised()).findFirst().ifPresent(value -> {
      throw new OpException(
          Code.E205, "computes with the integers of \"" + OnnxNode.shortened(value.name()) + "\"; a DequantizeLinear is needed before");
    });
  }

  private void checkConstants() {
    for (Value constant : emitter.builder().build().constants()) {
      if (constant.type().dtype() == DType.F32 && !Constants.isFinite(constant.requireConstant())) {
        problems.add(Code.E106, OnnxNode.tensorWhere(constant.name()), "It holds NaN or infinite values.");
      }
    }
  }
}
