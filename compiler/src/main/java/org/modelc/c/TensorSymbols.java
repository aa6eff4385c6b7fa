package org.modelc.c;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.modelc.ir.CountedOutput;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.kpu.AiSramLayout;
import org.modelc.plan.Location;
import org.modelc.plan.MemoryPlan;
import org.modelc.plan.Step;

/** The C expressions for the tensors of a model. */
final class TensorSymbols {
  private final MemoryPlan plan;
  private final Identifiers identifiers;
  private final ConstantPool constants;
  private final List<Port> inputs;
  private final List<Port> outputs;
  private final List<TensorPointer> pointers = new ArrayList<>();
  private final Map<Value, TensorPointer> arenaPointers = new IdentityHashMap<>();

  /** @param macro prefix of all macros, for example {@code KWS} */
  TensorSymbols(Graph graph, MemoryPlan plan, String macro, Identifiers identifiers, ConstantPool constants) {
    this.plan = plan;
    this.identifiers = identifiers;
    this.constants = constants;
    this.inputs = ports(plan.arguments(), "input", macro);
    this.outputs = counted(graph, ports(plan.results(), "output", macro));
    plan.states().stream().filter(state -> isTouched(state, graph)).forEach(this::declareState);
  }

  /** Whether a node reads a state, or it is written other than by a node. */
  private boolean isTouched(Value state, Graph graph) {
    return !graph.consumers(state).isEmpty() || plan.steps().stream().anyMatch(step -> step instanceof Step.Keep keep && keep.state() == state);
  }

  private void declareState(Value state) {
    declare(state, Escape.identifier(state.name(), "state"));
  }

  /** An only input is called {@code input}, whatever its name in the model; several keep theirs. The same for outputs. */
  private List<Port> ports(List<Value> values, String only, String macro) {
    List<Port> ports = new ArrayList<>();
    for (Value value : values) {
      String parameter = identifiers.unique(values.size() == 1 ? only : Escape.identifier(value.name(), only));
      ports.add(Port.of(parameter, macro + "_" + parameter.toUpperCase(Locale.ROOT), value.name(), value.type()));
    }
    return List.copyOf(ports);
  }

  private List<Port> counted(Graph graph, List<Port> ports) {
    Graph shown = new Graph(graph.name(), graph.inputs(), plan.results(), graph.nodes());
    return IntStream.range(0, ports.size())
        .mapToObj(index -> CountedOutput.of(shown, index)
            .map(counted -> ports.get(index).countedBy(new Port.Counted(counted.axis(), ports.get(counted.count()).parameter())))
            .orElse(ports.get(index)))
        .toList();
  }

  /** Names the results of a node that lie in the arena, and the views of them. */
  void declareOutputs(Node node, String layer) {
    for (Value value : node.outputs()) {
      if (plan.location(value) instanceof Location.Arena) {
        declare(value, layer + "_output");
      }
    }
  }

  private void declare(Value value, String wanted) {
    int offset = ((Location.Arena) plan.location(value)).offset() / value.type().dtype().bytes();
    TensorPointer pointer =
        new TensorPointer(value.type().dtype().cType(), identifiers.unique(wanted), offset, value.type().toString());
    pointers.add(pointer);
    arenaPointers.put(value, pointer);
  }

  /** Gives a view the name of its input. */
  void declareView(Node view) {
    TensorPointer pointer = arenaPointers.get(view.input(0));
    if (pointer != null) {
      arenaPointers.put(view.output(), pointer);
    }
  }

  /** Names the scratch memory of a layer. */
  String declareScratch(String layer, Location.Arena place) {
    TensorPointer pointer = new TensorPointer("uint8_t", identifiers.unique(layer + "_scratch"), place.offset(), "scratch");
    pointers.add(pointer);
    return pointer.symbol();
  }

  /** Whether kernels get the address of a value; an image's row in AI SRAM is among their parameters. */
  boolean isArgument(Value value) {
    return !(plan.location(value) instanceof Location.AiSram);
  }

  /** The expression for the address of a value. */
  String argument(Value value) {
    Location location = plan.location(value);
    if (location instanceof Location.Input input) {
      return inputs.get(input.index()).parameter();
    }
    if (location instanceof Location.Output output) {
      return outputs.get(output.index()).parameter();
    }
    if (location instanceof Location.Constant constant) {
      return constants.lowering(Escape.identifier(value.name(), "constant"), plan).array("data", constant.tensor()).symbol();
    }
    return arenaPointers.get(value).symbol();
  }

  /** The type and place of a value. */
  LayerTensor describe(Value value) {
    String type = value.type().toString();
    if (plan.location(value) instanceof Location.AiSram place) {
      return new LayerTensor(type, LayerTensor.AI_SRAM, place.row() * AiSramLayout.ROW_BYTES);
    }
    return plan.location(value) instanceof Location.Arena arena
        ? new LayerTensor(type, LayerTensor.ARENA, arena.offset())
        : new LayerTensor(type, argument(value), 0);
  }

  List<Port> inputs() {
    return inputs;
  }

  List<Port> outputs() {
    return outputs;
  }

  /** The tensors in the arena, in execution order. */
  List<TensorPointer> pointers() {
    return List.copyOf(pointers);
  }
}
