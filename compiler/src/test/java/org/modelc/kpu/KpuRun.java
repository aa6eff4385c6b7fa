package org.modelc.kpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Conv;
import org.modelc.op.KpuConv;
import org.modelc.op.Window;
import org.modelc.reference.Interpreter;
import org.modelc.reference.KpuReference;
import org.modelc.reference.KpuRules;

/** One inference of a partitioned graph, with what every value was. */
final class KpuRun {
  private final Graph original;
  private final Graph partitioned;
  private final Map<String, Tensor> tensors = new HashMap<>();
  private long elements;
  private long different;

  KpuRun(Graph original, Graph partitioned, List<Tensor> inputs) {
    this.original = original;
    this.partitioned = partitioned;
    new Interpreter(partitioned).run(inputs, (value, tensor) -> tensors.put(value.name(), tensor));
  }

  List<Node> layers() {
    return partitioned.nodes().stream().filter(node -> node.op() instanceof KpuConv).toList();
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
    Optional<Tensor> full = Optional.ofNullable(tensors.get(value.name() + "_full"));
    return Optional.ofNullable(tensors.get(value.name())).or(() -> full.map(tensor -> pick(tensor, value))).map(tensor -> signed(tensor, value));
  }

  private Tensor pick(Tensor full, Value value) {
    Window window = ((Conv) original.producer(value).orElseThrow().op()).window();
    Shape shape = value.shape();
    int channels = shape.dim(3);
    byte[] bytes = new byte[shape.elements()];
    for (int y = 0; y < shape.dim(1); y++) {
      for (int x = 0; x < shape.dim(2); x++) {
        int from = (2 * y + window.kernelHeight() / 2 - window.padTop()) * full.shape().dim(2) + 2 * x + window.kernelWidth() / 2 - window.padLeft();
        System.arraycopy(full.bytes(), from * channels, bytes, (y * shape.dim(2) + x) * channels, channels);
      }
    }
    return Tensor.of(full.type().withShape(shape), bytes);
  }

  private static Tensor signed(Tensor tensor, Value value) {
    return tensor.type().dtype() == DType.U8 ? KpuReference.changeSign(tensor, value.type()) : tensor;
  }
}
