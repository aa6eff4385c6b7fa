package org.modelc.driver;

import java.nio.file.Path;
import java.util.Optional;
import org.modelc.data.Preprocessing;
import org.modelc.onnx.ImportOptions;
import org.modelc.quant.QuantisationOptions;

/**
 * A float network that is to be quantised, from file to file.
 *
 * @param model the ONNX file
 * @param data samples for calibration
 * @param test samples to measure on; empty for those of {@code data}
 * @param labels class indices of the samples to measure on; empty for those in their file
 * @param mixed what layers of different formats must meet; empty where all have the format of {@code options}
 * @param preprocessing what is done to the numbers of both sample files
 * @param out the ONNX file to write
 */
public record QuantisationRequest(
    Path model,
    ImportOptions importing,
    Path data,
    Optional<Path> test,
    Optional<Path> labels,
    Preprocessing preprocessing,
    QuantisationOptions options,
    Optional<MixedRequest> mixed,
    Path out) {}
