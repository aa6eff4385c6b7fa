package org.modelc.onnx.translate;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.model.Limits;
import org.modelc.op.AveragePool;
import org.modelc.op.KeepFirst;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.op.Window;
import org.modelc.problem.Code;

/** Adds nodes to the graph under construction. What has constant inputs only is computed at once; what exceeds the limits is refused. */
final class Emitter {
  /** Above this many operations a node with constant inputs stays in the graph. */
  private static final long FOLDED_OPERATIONS = 100_000_000;

  /** Constants of the file and all that are derived of them on the way. */
  private static final long CONSTANT_ELEMENTS = 4 * Limits.ELEMENTS;

  private final GraphBuilder builder;
  private final Lengths lengths = new Lengths();
  private long constantElements;
  private long operations;

  Emitter(GraphBuilder builder) {
    this.builder = builder;
  }

  GraphBuilder builder() {
    return builder;
  }

  /** Which tensors have a size that is computed at run time. */
  Lengths lengths() {
    return lengths;
  }

  /**
   * A constant.
   *
   * @throws OpException E107 if all constants together become too large
   */
  Value constant(String name, Tensor tensor) {
    constantElements += tensor.elements();
    if (constantElements > CONSTANT_ELEMENTS) {
      throw new OpException(Code.E107, "the constants computed up to here are above the limit of " + CONSTANT_ELEMENTS + " elements");
    }
    return builder.constant(name, tensor);
  }

  /** The result of {@code op}: a constant where all inputs are, else the output of a new node. */
  Value add(String nodeName, String valueName, Op op, List<Value> inputs) {
    if (inputs.stream().allMatch(Value::isConstant)) {
      Optional<Tensor> folded = fold(op, inputs.stream().map(Value::requireConstant).toList());
      if (folded.isPresent()) {
        return constant(valueName, folded.get());
      }
    }
    List<TensorType> types = op.infer(inputs.stream().map(Value::type).map(UnsignedTypes::signed).toList());
    return types.get(0).elements() == 0
        ? constant(valueName, Tensor.zeros(types.get(0)))
        : addNode(nodeName, valueName, op, inputs);
  }

  /** A node even where all inputs are constant. */
  Value addNode(String nodeName, String valueName, Op op, List<Value> inputs) {
    return addNode(nodeName, List.of(valueName), op, inputs).get(0);
  }

  /** As {@link #addNode(String, String, Op, List)} for an operator with several outputs. */
  List<Value> addNode(String nodeName, List<String> valueNames, Op op, List<Value> inputs) {
    List<TensorType> types = inferWithinLimits(op, inputs.stream().map(Value::type).toList());
    List<Value> results = builder.addTyped(nodeName, op, inputs, valueNames, types);
    Node node = builder.producer(results.get(0)).orElseThrow();
    operations += operations(node);
    lengths.follow(node);
    requireFewOperations();
    return results;
  }

  /** The value with zeros where its elements do not count, so that all do; itself where all count. */
  Value settled(String name, Value value) {
    return lengths.find(value)
        .map(length -> addNode(name, name, new KeepFirst(length.axis()), List.of(value, length.count())))
        .orElse(value);
  }

  private void requireFewOperations() {
    if (operations > Limits.OPERATIONS) {
      throw new OpException(Code.E107, "up to here an inference takes more than " + Limits.OPERATIONS + " operations");
    }
  }

  /** Quantised U8 is replaced by S8 in the end, so operators are only asked about S8. */
  private static List<TensorType> inferWithinLimits(Op op, List<TensorType> inputs) {
    List<TensorType> types = op.infer(inputs.stream().map(UnsignedTypes::signed).toList());
    if (inputs.stream().anyMatch(UnsignedTypes::isUnsigned)) {
      types = types.stream().map(UnsignedTypes::unsigned).toList();
    }
    types.forEach(type -> Limits.requireElements(type.shape()));
    return types;
  }

  private static long operations(Node node) {
    return Math.max(node.op().macs(node), Math.max(
        node.as(MaxPool.class).map(pool -> pooled(pool.window(), node)).orElse(0L),
        node.as(AveragePool.class).map(pool -> pooled(pool.window(), node)).orElse(0L)));
  }

  private static long pooled(Window window, Node node) {
    return Math.multiplyExact(Math.multiplyExact((long) window.kernelHeight(), window.kernelWidth()), node.output().shape().elements());
  }

  private Optional<Tensor> fold(Op op, List<Tensor> inputs) {
    List<Tensor> operands = inputs;
    if (!keepsScales(op)) {
      operands = inputs.stream().map(Emitter::withoutScalesByChannel).toList();
    }
    List<TensorType> types = inferWithinLimits(op, operands.stream().map(Tensor::type).toList());
    if (types.stream().noneMatch(TensorType::isQuantised)) {
      operands = operands.stream().map(Emitter::real).toList();
      types = op.infer(operands.stream().map(Tensor::type).toList());
    }
    return isQuick(op, operands, types) ? Optional.of(op.evaluate(operands, types).get(0)) : Optional.empty();
  }

  /** Operators that move scales by channel together with their axis. */
  private static boolean keepsScales(Op op) {
    return op instanceof Reshape || op instanceof Transpose;
  }

  private static Tensor withoutScalesByChannel(Tensor tensor) {
    return tensor.type().quant().filter(quant -> !quant.isPerTensor()).isPresent() ? tensor.toF32() : tensor;
  }

  /** Constants are quantised where they stand for floats, so arithmetic on them is arithmetic on floats. */
  private static Tensor real(Tensor tensor) {
    return tensor.type().isQuantised() ? tensor.toF32() : tensor;
  }

  private static boolean isQuick(Op op, List<Tensor> operands, List<TensorType> types) {
    Node node = new Node("", op, operands.stream().map(tensor -> Value.constant("", tensor)).toList(),
        types.stream().map(type -> Value.variable("", type)).toList());
    return operations(node) <= FOLDED_OPERATIONS;
  }

  /** The same elements under another name and shape, without code. */
  Value view(String nodeName, String valueName, Shape shape, Value value) {
    return add(nodeName, valueName, new Reshape(shape), List.of(value));
  }
}
