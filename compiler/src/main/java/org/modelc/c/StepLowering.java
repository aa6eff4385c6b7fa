package org.modelc.c;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.modelc.c.KernelCall.InputArray;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.plan.Location;
import org.modelc.plan.MemoryPlan;
import org.modelc.plan.Step;

/** Turns the steps of a memory plan into definitions and calls. */
final class StepLowering {
  private final String constQualifier;
  private final Identifiers identifiers;
  private final ConstantPool constants;
  private final TensorSymbols tensors;
  private final Map<Node, String> layerNames = new IdentityHashMap<>();
  private final List<LayerDefinition> layers = new ArrayList<>();
  private final List<LayerSummary> summaries = new ArrayList<>();
  private final List<Record> calls = new ArrayList<>();

  /** @param constQualifier macro in front of every constant array */
  StepLowering(String constQualifier, Identifiers identifiers, ConstantPool constants, TensorSymbols tensors) {
    this.constQualifier = constQualifier;
    this.identifiers = identifiers;
    this.constants = constants;
    this.tensors = tensors;
  }

  void lower(Graph graph, MemoryPlan plan) {
    nameTensors(graph, plan);
    for (Step step : plan.steps()) {
      if (step instanceof Step.Compute compute) {
        lower(compute.node(), plan);
      } else if (step instanceof Step.Bands bands) {
        lower(bands, plan);
      } else if (step instanceof Step.Copy copy && copy.source().type().elements() > 0) {
        lower(copy);
      } else if (step instanceof Step.Keep keep && keep.source().type().elements() > 0) {
        lower(keep);
      }
    }
  }

  private void nameTensors(Graph graph, MemoryPlan plan) {
    Identifiers names = new Identifiers();
    for (Node node : plan.nodes().toList()) {
      String operatorAndIndex = node.op().name().toLowerCase(Locale.ROOT) + "_" + layerNames.size();
      String name = names.unique(Escape.identifier(node.name(), operatorAndIndex));
      layerNames.put(node, name);
      tensors.declareOutputs(node, name);
    }
    graph.nodes().stream().filter(node -> node.op().isView()).forEach(tensors::declareView);
  }

  private void lower(Node node, MemoryPlan plan) {
    String name = layerNames.get(node);
    Call call = plan.kernel(node).lower(node, constants.lowering(name, plan));
    KernelCall kernelCall = kernelCall(node, name, call, plan.scratch(node));
    calls.add(kernelCall);
    add(node, plan, List.of(new ParameterSet(kernelCall.parameters(), call)), 1);
  }

  private void lower(Step.Bands step, MemoryPlan plan) {
    boolean fed = FeedDefinition.step(plan).filter(first -> first == step).isPresent();
    BandLowering bands = new BandLowering(plan, identifiers, constants, tensors, fed);
    for (int index = 0; index < step.nodes().size(); index++) {
      Node node = step.nodes().get(index);
      bands.add(node, summaries.size() + index, layerNames.get(node));
    }
    calls.addAll(bands.blocks(step));
    step.nodes().forEach(node -> add(node, plan, bands.parameters(node), step.count()));
  }

  /** Adds a layer with the constant arrays that came into being since the last one. */
  private void add(Node node, MemoryPlan plan, List<ParameterSet> parameters, int bands) {
    List<ConstArray> arrays = constants.takeAdded();
    List<Value> read = node.inputs().stream().filter(value -> !value.isConstant()).toList();
    LayerSummary summary = new LayerSummary(
        summaries.size(), node.name(), node.op().name(), parameters.get(0).call().kernel(),
        read.stream().map(tensors::describe).toList(), node.outputs().stream().map(tensors::describe).toList(),
        node.op().macs(node), bytes(arrays), plan.kernel(node).savedBytes(node), plan.scratchBytes(node), bands);
    layers.add(LayerDefinition.of(summary, define(arrays), parameters));
    summaries.add(summary);
  }

  private KernelCall kernelCall(Node node, String name, Call call, Optional<Location.Arena> scratch) {
    String parameters = identifiers.unique(name + "_parameters");
    List<String> inputs = inputArguments(node, call);
    List<String> outputs = new ArrayList<>(node.outputs().stream().filter(tensors::isArgument).map(tensors::argument).toList());
    scratch.map(place -> tensors.declareScratch(name, place)).ifPresent(outputs::add);
    Optional<InputArray> array = call.takesInputArray()
        ? Optional.of(new InputArray(identifiers.unique(name + "_inputs"), inputs.size(), inputs))
        : Optional.empty();
    List<String> first = array.map(InputArray::symbol).map(List::of).orElse(inputs);
    return new KernelCall(
        summaries.size(), call.kernel(), parameters, array, Stream.concat(first.stream(), outputs.stream()).toList());
  }

  /** None where all that the node reads lies in AI SRAM. */
  private List<String> inputArguments(Node node, Call call) {
    List<Value> activations = node.inputs().stream().filter(input -> !input.isConstant()).toList();
    return activations.stream().allMatch(tensors::isArgument)
        ? KernelArguments.inputs(node, call, activations.stream().map(tensors::argument).toList())
        : List.of();
  }

  private void lower(Step.Copy copy) {
    String output = tensors.outputs().get(copy.output()).parameter();
    copy(copy.source(), output, new LayerTensor(copy.source().type().toString(), output, 0));
  }

  private void lower(Step.Keep keep) {
    copy(keep.source(), tensors.argument(keep.state()), tensors.describe(keep.state()));
  }

  private void copy(Value source, String to, LayerTensor place) {
    LayerSummary summary = new LayerSummary(
        summaries.size(), source.name(), LayerSummary.COPY, "memcpy", List.of(tensors.describe(source)), List.of(place), 0, 0, 0, 0, 1);
    calls.add(new MemoryCopy(summary.index(), to, tensors.argument(source), source.type().bytes()));
    summaries.add(summary);
  }

  private static int bytes(List<ConstArray> arrays) {
    return arrays.stream().mapToInt(array -> array.tensor().type().bytes()).sum();
  }

  private List<ArrayDefinition> define(List<ConstArray> arrays) {
    return arrays.stream().map(array -> ArrayDefinition.of(constQualifier, array)).toList();
  }

  List<LayerDefinition> layers() {
    return layers;
  }

  List<LayerSummary> summaries() {
    return summaries;
  }

  /** The body of the generated function. */
  List<Record> calls() {
    return calls;
  }

  /** The kernels that are called, each once. */
  List<String> kernels() {
    Stream<String> keepRows = calls.stream().anyMatch(BandBlock.class::isInstance) ? Stream.of(KeepRows.KERNEL) : Stream.empty();
    return Stream.concat(layers.stream().flatMap(layer -> layer.kernels().stream()), keepRows).distinct().sorted().toList();
  }
}
