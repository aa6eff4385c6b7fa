package org.modelc.kpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.KpuConv;
import org.modelc.reference.Interpreter;
import org.modelc.reference.KpuPlaces;
import org.modelc.reference.KpuReference;
import org.modelc.reference.KpuRules;

/** One inference of a partitioned graph, with what every value was. */
final class KpuRun {
  private final Graph original;
  private final KpuPartition.Result partition;
  private final Map<String, Tensor> tensors = new HashMap<>();
  private long elements;
  private long different;

  KpuRun(Graph original, List<Tensor> inputs) {
    this.original = original;
    this.partition = KpuPartition.of(original);
    new Interpreter(partition.graph()).run(inputs, (value, tensor) -> tensors.put(value.name(), tensor));
  }

  List<Node> layers() {
    return partition.graph().nodes().stream().filter(node -> node.op() instanceof KpuConv).toList();
  }

  List<Tensor> inputs(Node layer) {
    return layer.inputs().stream().map(input -> input.constant().orElseGet(() -> tensors.get(input.name()))).toList();
  }

  Tensor output(Node layer) {
    return tensors.get(layer.output().name());
  }

  /** Every layer gives the same bytes by both of the vendor's references. */
  void assertRulesAgree() {
    assertThat(layers()).isNotEmpty().allSatisfy(layer -> {
      Tensor result = output(layer);
      Tensor other = KpuReference.evaluate(
          (KpuConv) layer.op(), KpuReference.Shifts.NONE, KpuRules.NNCASE_0_1, inputs(layer), layer.output().type());
      assertThat(other.bytes()).isEqualTo(result.bytes());
    });
  }

  /** Every node's result is at most 1 from what the original node makes of the same inputs, which is correctly rounded. */
  void assertLayersAreCloseToExact() {
    for (Node node : original.nodes()) {
      Optional<Tensor> actual = find(node.output());
      List<Optional<Tensor>> inputs = node.inputs().stream().map(this::find).toList();
      if (actual.isPresent() && inputs.stream().allMatch(Optional::isPresent)) {
        Tensor expected = node.op().evaluate(inputs.stream().map(Optional::orElseThrow).toList(), node.outputTypes()).get(0);
        compare(node, actual.get(), expected);
      }
    }
  }

  private void compare(Node node, Tensor actual, Tensor expected) {
    for (int i = 0; i < expected.elements(); i++) {
      long difference = Math.abs(actual.integer(i) - expected.integer(i));
      assertThat(difference).as("%s at %s", node.name(), i).isLessThanOrEqualTo(1);
      different += difference;
    }
    elements += expected.elements();
  }

  long elements() {
    return elements;
  }

  /** Elements that differ by 1 from what the original nodes make of the same inputs. */
  long different() {
    return different;
  }

  /** The integers of a value of the original graph; empty where the KPU does not make them, as those between a convolution and its pool. */
  private Optional<Tensor> find(Value value) {
    if (value.isConstant()) {
      return value.constant();
    }
    Optional<Node> view = original.nodes().stream().filter(node -> node.output().equals(value) && node.op().isView()).findFirst();
    if (view.isPresent()) {
      return find(view.get().input(0)).map(tensor -> tensor.withType(value.type()));
    }
    Optional<Tensor> full = Optional.ofNullable(tensors.get(value.name() + "_full"));
    return Optional.ofNullable(tensors.get(value.name())).map(tensor -> signed(tensor, value)).or(() -> full.map(tensor -> part(tensor, value)));
  }

  private Tensor part(Tensor full, Value value) {
    return KpuPlaces.download(partition.views().get(value.name() + "_full"), full, value.type());
  }

  private static Tensor signed(Tensor tensor, Value value) {
    return tensor.type().dtype() == DType.U8 ? KpuReference.changeSign(tensor, value.type()) : tensor;
  }
}
