package org.modelc.driver;

import java.util.Optional;
import org.modelc.quant.Score;

/**
 * How modelc's results compare with ONNX Runtime's on the original file.
 *
 * @param samples number of samples
 * @param largestError largest difference of an output of the imported graph, before any optimisation, relative to the largest magnitude in that
 *     output of that sample
 * @param accuracy ONNX Runtime's top-1 accuracy; empty without labels or classes
 * @param agreement for how many samples the compiled graph names the class that ONNX Runtime names; empty without classes
 */
public record RuntimeAgreement(int samples, double largestError, Optional<Score> accuracy, Optional<Score> agreement) {}
