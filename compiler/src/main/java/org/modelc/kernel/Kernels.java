package org.modelc.kernel;

import java.util.List;

/** All kernels but the portable ones, the fastest first: the first that accepts a node computes it. */
final class Kernels {
  static final List<Kernel> FASTEST_FIRST = List.of(
      new DepthwiseConvMve(),
      new ConvMve(),
      new DenseMve(),
      new AddMve(),
      new DepthwiseConv3x3Dsp(),
      new DepthwiseLineDsp(),
      new DepthwiseConvDsp(),
      new ConvDsp(),
      new DenseDsp(),
      new AddDsp(),
      new ReducePixelsDsp(),
      new DepthwiseConv3x3Rv64(),
      new DepthwiseRowsRv64(),
      new Conv3RowsRv64(),
      new ConvRv64(),
      new DenseRv64(),
      new DepthwiseConvThumb1(),
      new DepthwiseConv3x3Tiled(),
      new DenseTiled(),
      ConvThumb1.byEight(),
      ConvThumb1.byFour(),
      new DenseThumb1(),
      new ConvTiled());

  /** Kernels for weights that can be stored in less than a byte each. */
  static final List<CompressedKernel> COMPRESSED = List.of(
      new CompressedProduct(new SparseWeights()),
      new CompressedProduct(new FourBitWeights()),
      new ConvFourBitDsp(),
      new DenseFourBitDsp(),
      new ConvSparseDsp(),
      new DenseSparseDsp());

  static final HalfFloatProduct HALF_FLOATS = new HalfFloatProduct();

  static final Kernel PORTABLE = new PortableKernel();

  private Kernels() {}
}
