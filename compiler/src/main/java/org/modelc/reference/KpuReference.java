package org.modelc.reference;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.KpuConv;
import org.modelc.op.KpuPool;

/** Reference semantics of the K210's KPU, bit for bit those of the vendor's simulator. */
public final class KpuReference {
  private static final int SIGN = 0x80;

  private KpuReference() {}

  /**
   * Right shifts of the two products that a layer's arguments make; compiled layers have none.
   *
   * @param x of {@code argX * sum of inputs}, 0 to 15
   * @param w of {@code argW * sum of weights}, 0 to 15
   */
  public record Shifts(int x, int w) {
    public static final Shifts NONE = new Shifts(0, 0);
  }

  /** Elements with the other signedness and the same order: 128 more or less. */
  public static Tensor changeSign(Tensor input, TensorType type) {
    byte[] bytes = input.bytes().clone();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= (byte) SIGN;
    }
    return Tensor.of(type, bytes);
  }

  /** The result of a layer, see {@link KpuConv}. */
  public static Tensor evaluate(KpuConv conv, List<Tensor> inputs, TensorType output) {
    return evaluate(conv, Shifts.NONE, KpuRules.NNCASE_1_9, inputs, output);
  }

  /** The result of a layer by the rules of one of the vendor's references. */
  public static Tensor evaluate(KpuConv conv, Shifts shifts, KpuRules rules, List<Tensor> inputs, TensorType output) {
    Image input = join(KpuConv.activations(inputs));
    Image full = new Layer(conv, shifts, rules, inputs, input).run();
    return Tensor.of(output, pool(conv.pool(), full, output.shape()));
  }

  /** Bytes [height][width][channels]. */
  private record Image(int height, int width, int channels, byte[] bytes) {
    static Image of(Tensor tensor) {
      Shape shape = tensor.shape();
      return new Image(shape.dim(1), shape.dim(2), shape.dim(3), tensor.bytes());
    }

    int at(int y, int x, int channel) {
      return bytes[(y * width + x) * channels + channel] & 0xff;
    }
  }

  private static Image join(List<Tensor> tensors) {
    List<Image> images = tensors.stream().map(Image::of).toList();
    Image first = images.get(0);
    int channels = images.stream().mapToInt(Image::channels).sum();
    byte[] joined = new byte[first.height * first.width * channels];
    for (int place = 0, to = 0; place < first.height * first.width; place++) {
      for (Image image : images) {
        System.arraycopy(image.bytes, place * image.channels, joined, to, image.channels);
        to += image.channels;
      }
    }
    return new Image(first.height, first.width, channels, joined);
  }

  /** Convolution, normalisation and activation. */
  private static final class Layer {
    private final KpuConv conv;
    private final Shifts shifts;
    private final Image input;
    private final byte[] weights;
    private final long[] normalisation;
    private final KpuTable table;
    private final int kernel;
    private final int filterChannels;
    private final long[] weightTerms;

    Layer(KpuConv conv, Shifts shifts, KpuRules rules, List<Tensor> inputs, Image input) {
      this.conv = conv;
      this.shifts = shifts;
      this.input = input;
      this.weights = KpuConv.weights(inputs).bytes();
      this.normalisation = KpuConv.normalisation(inputs).longs();
      this.table = new KpuTable(KpuConv.table(inputs).longs(), rules);
      this.kernel = KpuConv.weights(inputs).shape().dim(1);
      this.filterChannels = KpuConv.weights(inputs).shape().dim(3);
      this.weightTerms = weightTerms();
    }

    /** What does not depend on the inputs. */
    private long[] weightTerms() {
      int filterSize = kernel * kernel * filterChannels;
      long[] terms = new long[normalisation.length];
      for (int filter = 0; filter < terms.length; filter++) {
        long sum = 0;
        for (int i = 0; i < filterSize; i++) {
          sum += weights[filter * filterSize + i] & 0xff;
        }
        terms[filter] = (conv.argW() * sum >> shifts.w()) + (long) conv.argAdd() * filterChannels;
      }
      return terms;
    }

    Image run() {
      byte[] output = new byte[input.height * input.width * normalisation.length];
      int[] window = new int[kernel * kernel * input.channels];
      for (int y = 0, to = 0; y < input.height; y++) {
        for (int x = 0; x < input.width; x++) {
          gather(y, x, window);
          for (int filter = 0; filter < normalisation.length; filter++, to++) {
            long sum = conv.depthwise() ? depthwise(window, filter) : product(window, filter);
            output[to] = table.apply(normalise(sum + weightTerms[filter], normalisation[filter]));
          }
        }
      }
      return new Image(input.height, input.width, normalisation.length, output);
    }

    private void gather(int y, int x, int[] window) {
      int to = 0;
      for (int row = y - kernel / 2; row <= y + kernel / 2; row++) {
        for (int column = x - kernel / 2; column <= x + kernel / 2; column++) {
          boolean inside = row >= 0 && row < input.height && column >= 0 && column < input.width;
          for (int channel = 0; channel < input.channels; channel++, to++) {
            window[to] = inside ? input.at(row, column, channel) : conv.padValue();
          }
        }
      }
    }

    private long product(int[] window, int filter) {
      long products = 0;
      long inputs = 0;
      for (int i = 0; i < window.length; i++) {
        products += window[i] * (weights[filter * window.length + i] & 0xff);
        inputs += window[i];
      }
      return products + (conv.argX() * inputs >> shifts.x());
    }

    private long depthwise(int[] window, int channel) {
      int taps = kernel * kernel;
      long products = 0;
      long inputs = 0;
      for (int tap = 0; tap < taps; tap++) {
        int element = window[tap * input.channels + channel];
        products += element * (weights[channel * taps + tap] & 0xff);
        inputs += element;
      }
      return products + (conv.argX() * inputs >> shifts.x());
    }

    /** By a word {23:0 multiplier (s24), 55:24 addition (s32), 59:56 shift}. */
    private static long normalise(long accumulator, long word) {
      long multiplier = word << 40 >> 40;
      int shift = (int) (word >> 56 & 0xf);
      return (accumulator * multiplier >> shift) + (int) (word >> 24);
    }
  }

  private static byte[] pool(KpuPool pool, Image image, Shape output) {
    byte[] bytes = new byte[output.elements()];
    int to = 0;
    for (int y = 0; y < output.dim(1); y++) {
      for (int x = 0; x < output.dim(2); x++) {
        for (int channel = 0; channel < image.channels; channel++) {
          bytes[to++] = (byte) pooled(pool, image, y * pool.stride(), x * pool.stride(), channel);
        }
      }
    }
    return bytes;
  }

  private static int pooled(KpuPool pool, Image image, int y, int x, int channel) {
    return switch (pool) {
      case NONE, LEFT_TOP_OF_2X2, LEFT_TOP_OF_4X4 -> image.at(y, x, channel);
      case RIGHT_TOP_OF_2X2 -> image.at(y, x + 1, channel);
      case MAX_2X2, MAX_2X2_STRIDE_1 -> largest(image, y, x, channel, 2);
      case MAX_4X4 -> largest(image, y, x, channel, 4);
      case MEAN_2X2, MEAN_2X2_STRIDE_1 -> mean(image, y, x, channel, 2);
      case MEAN_4X4 -> mean(image, y, x, channel, 4);
    };
  }

  private static int largest(Image image, int y, int x, int channel, int size) {
    int largest = 0;
    for (int row = y; row < Math.min(y + size, image.height); row++) {
      for (int column = x; column < Math.min(x + size, image.width); column++) {
        largest = Math.max(largest, image.at(row, column, channel));
      }
    }
    return largest;
  }

  private static int mean(Image image, int y, int x, int channel, int size) {
    int sum = 0;
    for (int row = y; row < y + size; row++) {
      for (int column = x; column < x + size; column++) {
        sum += image.at(Math.min(row, image.height - 1), Math.min(column, image.width - 1), channel);
      }
    }
    return sum / (size * size);
  }
}
