package org.modelc.kpu;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.KpuConv;
import org.modelc.op.KpuPool;
import org.modelc.reference.KpuReference;
import org.modelc.reference.Transposition;

/** A layer with the result of the vendor's simulator, from a file that {@code test-models/kpu/make_fixtures.py} made. */
record SimulatedLayer(long[] words, KpuConv conv, KpuReference.Shifts shifts, List<Tensor> inputs, Tensor output) {
  private static final int PARTS = 6;

  static List<SimulatedLayer> read(Path file) throws IOException {
    List<SimulatedLayer> layers = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      byte[] counts = in.readNBytes(PARTS * Integer.BYTES);
      while (counts.length > 0) {
        ByteBuffer sizes = littleEndian(counts);
        List<byte[]> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
          parts.add(in.readNBytes(sizes.getInt()));
        }
        layers.add(of(parts));
        counts = in.readNBytes(PARTS * Integer.BYTES);
      }
    }
    return layers;
  }

  private static SimulatedLayer of(List<byte[]> parts) {
    long[] words = longs(parts.get(0));
    boolean depthwise = bits(words[0], 3, 1) == 1;
    int kernel = bits(words[4], 0, 3) == 1 ? 3 : 1;
    Shape input = Shape.of(1, bits(words[3], 10, 9) + 1, bits(words[3], 0, 10) + 1, bits(words[2], 0, 10) + 1);
    Shape output = Shape.of(1, bits(words[3], 42, 9) + 1, bits(words[3], 32, 10) + 1, bits(words[2], 32, 10) + 1);
    KpuPool pool = Arrays.stream(KpuPool.values()).filter(known -> known.code() == bits(words[4], 4, 4)).findFirst().orElseThrow();
    KpuConv conv = new KpuConv(
        depthwise, pool, bits(words[4], 24, 8), signed24(words[9] >> 32), signed24(words[9] >> 8), (int) (words[10] << 24 >> 24));
    Shape filters = Shape.of(output.dim(3), depthwise ? 1 : input.dim(3), kernel, kernel);
    return new SimulatedLayer(
        words,
        conv,
        new KpuReference.Shifts(bits(words[9], 4, 4), bits(words[9], 0, 4)),
        List.of(
            image(parts.get(4), input),
            Transposition.apply(Tensor.of(TensorType.of(DType.U8, filters), parts.get(1)), List.of(0, 2, 3, 1)),
            vector(parts.get(2)),
            vector(parts.get(3))),
        image(parts.get(5), output));
  }

  /** Bytes [C][H][W] as an image NHWC. */
  private static Tensor image(byte[] planes, Shape shape) {
    TensorType type = TensorType.quantised(DType.U8, Shape.of(1, shape.dim(3), shape.dim(1), shape.dim(2)), Quant.perTensor(1, 0));
    return Transposition.apply(Tensor.of(type, planes), List.of(0, 2, 3, 1));
  }

  private static Tensor vector(byte[] words) {
    return Tensor.of(TensorType.of(DType.S64, Shape.of(words.length / Long.BYTES)), longs(words));
  }

  private static long[] longs(byte[] bytes) {
    long[] words = new long[bytes.length / Long.BYTES];
    littleEndian(bytes).asLongBuffer().get(words);
    return words;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int bits(long word, int low, int count) {
    return (int) (word >>> low & (1L << count) - 1);
  }

  private static int signed24(long word) {
    return (int) (word << 40 >> 40);
  }

  int kernel() {
    return inputs.get(1).shape().dim(1);
  }

  int sourceRow() {
    return bits(words[1], 0, 15);
  }

  int destinationRow() {
    return bits(words[1], 32, 15);
  }
}
