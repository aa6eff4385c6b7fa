package org.modelc.c;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.kpu.AiSramLayout;
import org.modelc.kpu.KpuWords;
import org.modelc.op.KpuConv;
import org.modelc.reference.Transposition;

/**
 * Parameters of {@code modelc_kpu_conv}.
 *
 * @param layers of the KPU; several where one cannot load the weights of all output channels
 */
public record KpuConvCall(String kernel, int layers, ConstArray words, ConstArray weights, ConstArray normalisation, ConstArray table)
    implements Call {
  /** Of the constants that the KPU reads, in bytes. */
  private static final int ALIGNMENT = 256;

  public static KpuConvCall of(KpuConv conv, Node node, Lowering lowering) {
    Packing packing = new Packing(conv, node, lowering);
    return new KpuConvCall(
        "modelc_kpu_conv",
        packing.words.size() / KpuWords.COUNT,
        lowering.array("words", vector(packing.words)),
        lowering.array("weights", Tensor.of(TensorType.of(DType.U8, Shape.of(packing.weights.length)), packing.weights), ALIGNMENT),
        lowering.array("normalisation", vector(packing.normalisation), ALIGNMENT),
        lowering.array("table", KpuConv.table(node.inputs()).requireConstant(), ALIGNMENT));
  }

  private static Tensor vector(List<Long> numbers) {
    return Tensor.of(TensorType.of(DType.S64, Shape.of(numbers.size())), numbers.stream().mapToLong(Long::longValue).toArray());
  }

  /** The layers of a convolution, with the constants of each on an aligned address. */
  private static final class Packing {
    private final KpuConv conv;
    private final Shape input;
    private final Shape output;
    private final int kernel;
    private final int filterBytes;
    private final int perLayer;
    private final List<Long> words = new ArrayList<>();
    private final byte[] weights;
    private final List<Long> normalisation = new ArrayList<>();

    Packing(KpuConv conv, Node node, Lowering lowering) {
      this.conv = conv;
      List<Shape> activations = KpuConv.activations(node.inputs()).stream().map(value -> value.shape()).toList();
      this.input = activations.get(0).withDim(3, activations.stream().mapToInt(shape -> shape.dim(3)).sum());
      this.output = node.output().shape();
      Tensor filters = KpuConv.weights(node.inputs()).requireConstant();
      this.kernel = filters.shape().dim(1);
      this.filterBytes = filters.elements() / output.dim(3);
      this.perLayer = Math.min(output.dim(3), KpuWords.mostOutputChannels(filterBytes));
      this.weights = new byte[(output.dim(3) - 1) / perLayer * aligned(perLayer * filterBytes) + lastLayerChannels() * filterBytes];
      byte[] channelsFirst = Transposition.apply(filters, List.of(0, 3, 1, 2)).bytes();
      long[] scaling = KpuConv.normalisation(node.inputs()).requireConstant().longs();
      int source = lowering.aiSramRow(node.input(0));
      int destination = lowering.aiSramRow(node.output());
      for (int first = 0; first < output.dim(3); first += perLayer) {
        add(first, Math.min(perLayer, output.dim(3) - first), channelsFirst, scaling, source, destination);
      }
    }

    private int lastLayerChannels() {
      return output.dim(3) - (output.dim(3) - 1) / perLayer * perLayer;
    }

    private static int aligned(int bytes) {
      return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void add(int first, int channels, byte[] filters, long[] scaling, int source, int destination) {
      while (normalisation.size() * Long.BYTES % ALIGNMENT != 0) {
        normalisation.add(0L);
      }
      Shape part = output.withDim(3, channels);
      AiSramLayout layout = AiSramLayout.of(output);
      long[] layer = new KpuWords(conv, input, part, kernel).at(source, destination + first / layout.channelsPerGroup() * layout.groupRows());
      int weightOffset = first / perLayer * aligned(perLayer * filterBytes);
      layer[4] |= (long) normalisation.size() * Long.BYTES << 32;
      layer[5] |= (long) weightOffset << 32;
      LongStream.of(layer).forEach(words::add);
      System.arraycopy(filters, first * filterBytes, weights, weightOffset, channels * filterBytes);
      LongStream.of(scaling).skip(first).limit(channels).forEach(normalisation::add);
    }
  }
}
