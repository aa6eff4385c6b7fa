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
import java.util.Set;
import java.util.stream.Collectors;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.model.FourBitElements;
import org.modelc.onnx.model.FunctionInliner;
import org.modelc.onnx.model.HalfFloatElements;
import org.modelc.onnx.model.Limits;
import org.modelc.onnx.model.ModelFile;
import org.modelc.onnx.model.NodeOrder;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.onnx.model.TensorDecoder;
import org.modelc.op.Cast;
import org.modelc.op.OpException;
import org.modelc.pass.OutputNames;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Translates the graph of a model file and collects the problems of all its parts. */
public final class GraphTranslator {
  /** What the F32 form of a tensor of doubles is called, after its name. */
  static final String SINGLE = "/f32";

  /** What a tensor is called, after its name, whose elements behind those that count are zeros. */
  private static final String KEPT = "/kept";

  /** What the output is called, after that of the elements, that says how many of them count. */
  private static final String COUNT = "_count";

  private final GraphProto proto;
  private final Problems problems;
  private final Emitter emitter;
  private final Scope scope;
  private final TensorDecoder decoder;
  private final List<String> outputNames = new ArrayList<>();

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
   * @param recurrence what becomes of recurrent nodes
   * @param problems takes warnings and errors
   * @throws ProblemException if there are errors
   */
  public static Graph translate(ModelFile file, Map<String, Shape> inputShapes, Recurrence recurrence, Problems problems) {
    GraphTranslator translator = new GraphTranslator(file, problems);
    translator.requireFewElements();
    translator.run(FunctionInliner.flatten(file.proto(), problems), inputShapes, recurrence);
    problems.throwIfErrors();
    return UnsignedToSigned.convert(OutputNames.restore(translator.emitter.builder().build(), translator.outputNames));
  }

  /** Checks what initialisers claim to hold before any of them is decoded. */
  private void requireFewElements() {
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

  private void run(List<OnnxNode> nodes, Map<String, Shape> inputShapes, Recurrence recurrence) {
    List<ValueInfoProto> inputs =
        proto.getInputList().stream().filter(input -> !scope.initialiserNames().contains(input.getName())).toList();
    GraphNames names = new GraphNames(proto, problems);
    Set<String> given = names.given(inputs);
    List<String> outputs = names.outputs(nodes, given);
    Usage usage = Usage.of(NodeOrder.sort(nodes, given, problems), outputs, given, doubles());
    requireDequantisedFourBits(usage.live(), outputs);
    FiniteConstants finite = new FiniteConstants(problems);
    NodeTranslator translator = new NodeTranslator(scope, emitter, decoder, usage, problems, recurrence, finite);
    Set<OnnxNode> done = Collections.newSetFromMap(new IdentityHashMap<>());
    done.addAll(constantNodes(usage.live()));
    usage.live().stream().filter(done::contains).forEach(translator::translate);
    addInputs(inputs, new GraphInputs(inputs, inputShapes), new InputQuantisation(usage.live(), scope));
    usage.live().stream().filter(node -> !done.contains(node)).forEach(translator::translate);
    Set<String> doubles = doubles();
    proto.getOutputList().forEach(output -> warnOfHalfFloats("output", output));
    outputs.forEach(output -> addOutput(output, doubles.contains(output)));
    addCounts(outputs);
    finite.checkGraph(emitter.builder().build());
  }

  /** Elements of 4 bits are held in 8, which only those may read who turn them into reals. */
  private void requireDequantisedFourBits(List<OnnxNode> nodes, List<String> outputs) {
    Set<String> fourBits = proto.getInitializerList().stream()
        .filter(FourBitElements::isTypeOf).map(TensorProto::getName).collect(Collectors.toSet());
    nodes.stream()
        .filter(node -> !node.type().equals("DequantizeLinear") && node.reads().stream().anyMatch(fourBits::contains))
        .forEach(node -> problems.add(Code.E205, node.where(), "It reads elements of 4 bits, which only DequantizeLinear may."));
    outputs.stream().filter(fourBits::contains).forEach(output ->
        problems.add(Code.E205, OnnxNode.tensorWhere(output), "It is an output of 4-bit elements, which is not supported."));
  }

  /** Nodes that depend on initialisers only; the quantisation of graph inputs may hang on them. */
  private List<OnnxNode> constantNodes(List<OnnxNode> ordered) {
    Set<String> constants = new HashSet<>(scope.initialiserNames());
    constants.add("");
    List<OnnxNode> nodes = new ArrayList<>();
    for (OnnxNode node : ordered) {
      if (constants.containsAll(node.reads())) {
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
        TensorType type = quantisation.find(input.getName()).filter(quant -> mayHave(plain.dtype(), quant)).map(plain::withQuant).orElse(plain);
        warnOfHalfFloats("input", input);
        scope.bind(input.getName(), computable(emitter.builder().input(input.getName(), type)));
      } catch (OpException e) {
        problems.add(e.code(), "input \"" + OnnxNode.shortened(input.getName()) + "\"", e.getMessage() + ".");
      }
    }
  }

  private void warnOfHalfFloats(String what, ValueInfoProto tensor) {
    if (HalfFloatElements.isType(tensor.getType().getTensorType().getElemType())) {
      problems.add(Code.W102, what + " \"" + OnnxNode.shortened(tensor.getName()) + "\"", "its floats of 16 bits are f32 in C.");
    }
  }

  private static boolean mayHave(DType dtype, Quant quant) {
    return dtype == DType.S8 || dtype == DType.U8 || dtype == DType.S16 && quant.isSymmetric();
  }

  /** What nodes see of an input: floats of single precision, and a constant where there are no elements. */
  private Value computable(Value input) {
    if (input.type().elements() == 0) {
      problems.add(
          Code.W101, "input \"" + OnnxNode.shortened(input.name()) + "\"", "it has no elements; what depends on it alone is constant.");
      return emitter.constant(input.name() + "/empty", Constants.computed(Tensor.zeros(input.type())));
    }
    if (input.type().dtype() != DType.F64) {
      return input;
    }
    problems.add(Code.W102, "input \"" + OnnxNode.shortened(input.name()) + "\"", "its doubles are converted to f32.");
    return emitter.add(input.name() + SINGLE, input.name() + SINGLE, new Cast(DType.F32), List.of(input));
  }

  /** Outputs that the file declares as doubles. */
  private Set<String> doubles() {
    return proto.getOutputList().stream()
        .filter(output -> output.getType().getTensorType().getElemType() == TensorProto.DataType.DOUBLE_VALUE)
        .map(ValueInfoProto::getName)
        .collect(Collectors.toSet());
  }

  private void addOutput(String name, boolean isDouble) {
    scope.find(name)
        .map(value -> isDouble && value.type().dtype() == DType.F32 ? doubled(name, settled(name, value)) : named(name, settled(name, value)))
        .ifPresent(output -> addOutput(name, output));
  }

  private void addOutput(String name, Value output) {
    emitter.builder().output(output);
    outputNames.add(name);
  }

  private Value settled(String name, Value value) {
    return emitter.settled(name + KEPT, value);
  }

  /** One more output for each number of elements that is computed at run time, named after the first output that has it. */
  private void addCounts(List<String> outputs) {
    Set<Value> added = Collections.newSetFromMap(new IdentityHashMap<>());
    for (String output : outputs) {
      scope.find(output).flatMap(emitter.lengths()::find).map(Lengths.Length::count).filter(added::add)
          .ifPresent(count -> addOutput(output + COUNT, named(output + COUNT, count)));
    }
  }

  private Value doubled(String name, Value value) {
    return emitter.add(name, name, new Cast(DType.F64), List.of(value));
  }

  /** An output that is another tensor under a second name becomes a view of it. */
  private Value named(String name, Value value) {
    return value.name().equals(name) ? value : emitter.view(name, name, value.shape(), value);
  }
}
