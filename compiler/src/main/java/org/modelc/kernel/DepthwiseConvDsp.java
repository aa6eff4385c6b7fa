package org.modelc.kernel;

import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.DepthwiseConvS8DspCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.target.Target;

/** Depthwise convolution of any window with the DSP extension: four channels at one place at a time. */
final class DepthwiseConvDsp implements Kernel {
  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp") && DspQuads.accepts(node);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    int[] taps = IntStream.range(0, product.filterSize()).toArray();
    return new DepthwiseConvS8DspCall(
        "modelc_depthwise_conv_s8_dsp",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        product.output(),
        lowering.array("quads", DspQuads.pack(product, taps, channel -> product.bias().ints()[channel])));
  }
}
