package org.modelc.onnx.export;

import java.util.Map;
import org.modelc.op.ArgMax;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Dequantise;
import org.modelc.op.Fourier;
import org.modelc.op.Gather;
import org.modelc.op.MaxPool;
import org.modelc.op.Normalise;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Quantise;
import org.modelc.op.Reduce;
import org.modelc.op.Requantise;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Softmax;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;

/** How each operator of the IR is written. */
final class OperatorWriters {
  private static final Map<Class<? extends Op>, OperatorWriter> WRITERS = Map.ofEntries(
      Map.entry(Conv.class, WindowWriters::conv),
      Map.entry(MaxPool.class, WindowWriters::maxPool),
      Map.entry(AveragePool.class, WindowWriters::averagePool),
      Map.entry(Dense.class, DenseWriter::write),
      Map.entry(Binary.class, BinaryWriter::write),
      Map.entry(Fourier.class, SimpleWriters::fourier),
      Map.entry(Unary.class, UnaryWriter::write),
      Map.entry(Clip.class, SimpleWriters::clip),
      Map.entry(Normalise.class, NormaliseWriter::write),
      Map.entry(Softmax.class, SimpleWriters::softmax),
      Map.entry(Cast.class, SimpleWriters::cast),
      Map.entry(Quantise.class, SimpleWriters::quantise),
      Map.entry(Requantise.class, SimpleWriters::quantise),
      Map.entry(Dequantise.class, SimpleWriters::dequantise),
      Map.entry(Reduce.class, ReductionWriters::reduce),
      Map.entry(ArgMax.class, ReductionWriters::argMax),
      Map.entry(Reshape.class, MovementWriters::reshape),
      Map.entry(Transpose.class, MovementWriters::transpose),
      Map.entry(Pad.class, MovementWriters::pad),
      Map.entry(Concat.class, MovementWriters::concat),
      Map.entry(Slice.class, MovementWriters::slice),
      Map.entry(Gather.class, MovementWriters::gather));

  private OperatorWriters() {}

  static OperatorWriter of(Op op) {
    OperatorWriter writer = WRITERS.get(op.getClass());
    if (writer == null) {
      throw new NoOnnxFormException("modelc does not write this operator");
    }
    return writer;
  }
}
