package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.modelc.ir.Node;
import org.modelc.op.ArgMax;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Bitwise;
import org.modelc.op.Cast;
import org.modelc.op.Clip;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Expand;
import org.modelc.op.Fourier;
import org.modelc.op.Gather;
import org.modelc.op.MatMul;
import org.modelc.op.MaxPool;
import org.modelc.op.Normalise;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Reduce;
import org.modelc.op.Resample;
import org.modelc.op.Reshape;
import org.modelc.op.Scan;
import org.modelc.op.Scatter;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.Softmax;
import org.modelc.op.TopK;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;

/** The operators that the engine can compute. */
final class EngineOperators {
  private static final Map<Class<? extends Op>, EngineOperator<?>> TABLE = Map.ofEntries(
      entry(Conv.class, new ConvolutionOnEngine()),
      entry(Dense.class, DenseOnEngine::apply),
      entry(Fourier.class, FourierOnEngine::apply),
      entry(MatMul.class, (op, node, inputs) -> inputs.get(0).matMul(inputs.get(1))),
      entry(Resample.class, new ResampleOnEngine()),
      entry(MaxPool.class, MaxPoolOnEngine::apply),
      entry(AveragePool.class, AveragePoolOnEngine::apply),
      entry(Reduce.class, new ReduceOnEngine()),
      entry(ArgMax.class, new ArgMaxOnEngine()),
      entry(Normalise.class, NormaliseOnEngine::apply),
      entry(Softmax.class, (op, node, inputs) -> inputs.get(0).softmax(op.axis() + 1)),
      entry(Binary.class, new BinaryOnEngine()),
      entry(Unary.class, new UnaryOnEngine()),
      entry(Clip.class, (op, node, inputs) -> ClampOnEngine.apply(op.clamp(), inputs.get(0))),
      entry(Cast.class, MovementOnEngine::cast),
      entry(Reshape.class, MovementOnEngine::reshape),
      entry(Transpose.class, MovementOnEngine::transpose),
      entry(Pad.class, MovementOnEngine::pad),
      entry(Concat.class, MovementOnEngine::concat),
      entry(Slice.class, MovementOnEngine::slice),
      entry(Gather.class, GatherOnEngine::apply),
      entry(Expand.class, MovementOnEngine::expand),
      entry(Scatter.class, new ScatterOnEngine()),
      entry(Scan.class, ScanOnEngine::apply),
      entry(TopK.class, TopKOnEngine::apply),
      entry(Compare.class, ConditionsOnEngine::compare),
      entry(Bitwise.class, new BitwiseOnEngine()),
      entry(Select.class, ConditionsOnEngine::select));

  private EngineOperators() {}

  private static <T extends Op> Map.Entry<Class<? extends Op>, EngineOperator<?>> entry(Class<T> type, EngineOperator<T> operator) {
    return Map.entry(type, operator);
  }

  static boolean supports(Node node) {
    boolean known = Stream.concat(node.inputs().stream(), node.outputs().stream()).allMatch(value -> DataTypes.has(value.type()));
    return known && TABLE.containsKey(node.op().getClass()) && operator(node.op()).supports(node.op(), node);
  }

  static NDArray apply(Node node, List<NDArray> inputs) {
    return operator(node.op()).apply(node.op(), node, inputs);
  }

  /** The table pairs every class with an operator for it. */
  @SuppressWarnings("unchecked")
  private static EngineOperator<Op> operator(Op op) {
    return (EngineOperator<Op>) TABLE.get(op.getClass());
  }
}
