package org.modelc.op;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * An operator with its attributes. One record an operator; the record holds everything the compiler must know of it.
 *
 * <p>What it computes depends on the types around it: F32 in and out is the float semantics, quantised types are the integer semantics of
 * {@code docs/arithmetic.md}. Both are defined by {@link #evaluate} and nowhere else; the C kernels equal it byte for byte.
 */
public sealed interface Op
    permits ArgMax,
        AveragePool,
        Binary,
        BitCast,
        Bitwise,
        Cast,
        ClassProbabilities,
        Clip,
        Compare,
        Concat,
        Conv,
        CountTrue,
        Dense,
        Dequantise,
        Expand,
        Feed,
        Fourier,
        Gather,
        GridSample,
        History,
        KeepFirst,
        KpuConv,
        KpuDownload,
        KpuPack,
        KpuRearrange,
        KpuReduce,
        KpuUpload,
        KpuUploadVector,
        MatMul,
        MaxPool,
        NonMaxSuppression,
        Normalise,
        Pad,
        Quantise,
        Recurrent,
        Reduce,
        Requantise,
        Resample,
        Reshape,
        RoiAlign,
        Scan,
        Scatter,
        Select,
        Slice,
        Softmax,
        TopK,
        Transpose,
        TreeEnsemble,
        TrueIndices,
        Unary {

  /** The operator's name in IR text, reports, vectors and templates. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * Types of the outputs: their shapes and element types. The quantisation is passed on where elements are only moved and is absent
   * elsewhere.
   *
   * @throws OpException if the operator does not accept these inputs
   */
  List<TensorType> infer(List<TensorType> inputs);

  /** The reference semantics. {@code outputs} decides the quantisation of the results. */
  List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs);

  /** The kernel call that computes {@code node} in C. */
  Call lower(Node node, Lowering lowering);

  /** How the post-training quantiser chooses the type of the result. */
  QuantRule quantRule();

  /**
   * Checks that no integer on the way to the result of {@code node} leaves its width, whatever the inputs; for quantised types only.
   *
   * @throws OpException E305 if an accumulator may, E304 if a scale cannot be represented
   */
  default void requireIntegersFit(Node node) {}

  /** Whether input {@code index} is a constant that stays F32 where the operator computes with integers; its integers are worked out with the call's. */
  default boolean isParameter(int index) {
    return false;
  }

  /** Multiply-accumulate operations of {@code node}; 0 for all that is not a convolution or matrix product. */
  default long macs(Node node) {
    return 0;
  }

  /** The inputs, by index, whose buffer the output may overwrite, element by element, where nothing reads that input later. */
  default List<Integer> inPlaceInputs(Node node) {
    return List.of();
  }

  /** The input, by index, whose buffer output {@code output} of an operator with several may overwrite, where nothing reads it later. */
  default OptionalInt inPlaceInput(int output) {
    return OptionalInt.empty();
  }

  /** Working memory of the portable kernel in bytes; 0 if it takes none. */
  default int scratchBytes(Node node) {
    return 0;
  }

  /** Whether the results lie in the K210's AI SRAM instead of the arena. */
  default boolean isInAiSram() {
    return false;
  }

  /** Whether the output is the first input's bytes under another shape, so that it needs neither code nor memory. */
  default boolean isView() {
    return false;
  }

  /**
   * The window through which a row of the output reads rows of the inputs, for operators over maps [1,H,W,C] whose rows can be computed one
   * after another. All inputs that are not constant have as many rows as the first; {@link Window#of(int, int) 1x1} where the operator works
   * element by element.
   */
  default Optional<Window> rowWindow(Node node) {
    return Optional.empty();
  }

  /** The operator for some successive rows of its output; the rows of padding above and below those of the input are as given. */
  default Op forRows(int padTop, int padBottom) {
    return this;
  }
}
