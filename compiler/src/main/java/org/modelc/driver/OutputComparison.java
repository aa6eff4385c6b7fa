package org.modelc.driver;

import java.util.List;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;

/**
 * How outputs of firmware compare with the interpreter's.
 *
 * @param samples number of samples compared
 * @param equalSamples samples of which every output byte is equal
 * @param bytes output bytes of all samples
 * @param equalBytes bytes that are equal
 * @param largestError largest difference of an element, relative to the largest magnitude in that output of that sample; infinite where
 *     only one of the two is NaN
 */
public record OutputComparison(int samples, int equalSamples, long bytes, long equalBytes, double largestError) {
  static final OutputComparison NONE = new OutputComparison(0, 0, 0, 0, 0);

  /** Whether all bytes are equal. */
  public boolean isExact() {
    return equalBytes == bytes;
  }

  /** The comparison of the outputs of one sample. */
  static OutputComparison of(List<Tensor> expected, List<Tensor> actual) {
    byte[] expectedBytes = TensorBytes.encode(expected);
    byte[] actualBytes = TensorBytes.encode(actual);
    long equal = 0;
    for (int i = 0; i < expectedBytes.length; i++) {
      equal += expectedBytes[i] == actualBytes[i] ? 1 : 0;
    }
    double error = 0;
    for (int i = 0; i < expected.size(); i++) {
      error = Math.max(error, Deviation.relative(expected.get(i), actual.get(i)));
    }
    return new OutputComparison(1, equal == expectedBytes.length ? 1 : 0, expectedBytes.length, equal, error);
  }

  OutputComparison plus(OutputComparison other) {
    return new OutputComparison(
        samples + other.samples,
        equalSamples + other.equalSamples,
        bytes + other.bytes,
        equalBytes + other.equalBytes,
        Math.max(largestError, other.largestError));
  }
}
