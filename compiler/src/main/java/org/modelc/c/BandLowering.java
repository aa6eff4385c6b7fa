package org.modelc.c;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.plan.BandAction;
import org.modelc.plan.BandRun;
import org.modelc.plan.Location;
import org.modelc.plan.MemoryPlan;
import org.modelc.plan.RowPointer;
import org.modelc.plan.Step;

/** Turns layers that run in bands into loops of kernel calls. Bands of equal shape share a parameter struct. */
final class BandLowering {
  private final MemoryPlan plan;
  private final Identifiers identifiers;
  private final ConstantPool constants;
  private final TensorSymbols tensors;
  private final boolean fed;
  private final Map<Node, BandedLayer> layers = new IdentityHashMap<>();

  /** What is known of a layer: its place among the layers, names, and the parameters of its bands so far. */
  private record BandedLayer(
      int index, String name, Optional<String> scratch, Map<Node, ParameterSet> parametersByNode, Map<Call, ParameterSet> parameters) {}

  /** @param fed whether the caller hands over the input's rows band by band, as {@link FeedDefinition} has it */
  BandLowering(MemoryPlan plan, Identifiers identifiers, ConstantPool constants, TensorSymbols tensors, boolean fed) {
    this.plan = plan;
    this.identifiers = identifiers;
    this.constants = constants;
    this.tensors = tensors;
    this.fed = fed;
  }

  /** Announces a layer before {@link #blocks} is called. */
  void add(Node node, int index, String name) {
    Optional<String> scratch = plan.scratch(node).map(place -> tensors.declareScratch(name, place));
    layers.put(node, new BandedLayer(index, name, scratch, new IdentityHashMap<>(), new LinkedHashMap<>()));
  }

  /** The calls of all bands. */
  List<BandBlock> blocks(Step.Bands step) {
    return step.runs().stream().map(this::block).toList();
  }

  private BandBlock block(BandRun run) {
    List<Record> steps = new ArrayList<>();
    for (BandAction action : run.actions()) {
      if (action instanceof BandAction.Compute compute) {
        steps.add(call(compute, run.first()));
      } else if (action instanceof BandAction.Keep keep) {
        steps.add(keep(keep));
      }
    }
    return new BandBlock(run.first(), run.first() + run.bands() - 1, run.bands() > 1, steps);
  }

  private KernelCall call(BandAction.Compute compute, int band) {
    BandedLayer layer = layers.get(compute.node());
    ParameterSet parameters = layer.parametersByNode.computeIfAbsent(compute.bandNode(), node -> parameters(layer, compute, band));
    List<String> activations = compute.inputs().stream().map(pointer -> address(pointer, band)).toList();
    List<String> arguments = new ArrayList<>(KernelArguments.inputs(compute.node(), parameters.call(), activations));
    arguments.add(address(compute.output(), band));
    layer.scratch.filter(scratch -> plan.kernel(compute.node()).scratchBytes(compute.bandNode()) > 0).ifPresent(arguments::add);
    return new KernelCall(layer.index, parameters.call().kernel(), parameters.id(), Optional.empty(), arguments);
  }

  private ParameterSet parameters(BandedLayer layer, BandAction.Compute compute, int band) {
    Call call = plan.kernel(compute.node()).lower(compute.bandNode(), constants.lowering(layer.name, plan));
    return layer.parameters.computeIfAbsent(
        call, key -> new ParameterSet(identifiers.unique(layer.name + "_parameters_band_" + band), call));
  }

  private String address(RowPointer pointer, int band) {
    if (!fed) {
      return RowAddress.of(tensors.argument(pointer.value()), pointer, "band", band);
    }
    return plan.location(pointer.value()) instanceof Location.Input
        ? FeedDefinition.ROWS
        : RowAddress.of(tensors.argument(pointer.value()), pointer, FeedDefinition.PART, band);
  }

  private KeepRows keep(BandAction.Keep keep) {
    String buffer = tensors.argument(keep.value());
    int rowElements = RowPointer.rowElements(keep.value());
    int bytes = keep.rows() * rowElements * keep.value().type().dtype().bytes();
    return new KeepRows(buffer, RowAddress.of(buffer, keep.row() * rowElements), bytes);
  }

  /** The parameter structs of a layer; only after {@link #blocks}. */
  List<ParameterSet> parameters(Node node) {
    return List.copyOf(layers.get(node).parameters.values());
  }
}
