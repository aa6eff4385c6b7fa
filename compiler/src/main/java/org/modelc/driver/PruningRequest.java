package org.modelc.driver;

import java.nio.file.Path;
import java.util.Optional;
import org.modelc.data.Preprocessing;
import org.modelc.onnx.ImportOptions;
import org.modelc.prune.StructuredOptions;
import org.modelc.prune.WeightOptions;
import org.modelc.target.Target;

/**
 * A network that is to be pruned, from file to file.
 *
 * @param model the ONNX file, in floats
 * @param data samples; needed where importance is judged by activations or weights are fitted
 * @param samples how many of them are used, the first ones; those after them show how good the pruned network is
 * @param test samples to show that instead
 * @param preprocessing what is done to the numbers of sample files
 * @param structured which channels to remove; first of all
 * @param target whose flash and instructions count
 * @param toolchain where compilers and emulators run, as {@link org.modelc.firmware.Toolchains#find} takes it
 * @param weights which weights of what is left to set to zero
 * @param out the ONNX file to write
 */
public record PruningRequest(
    Path model,
    ImportOptions importing,
    Optional<Path> data,
    int samples,
    Optional<Path> test,
    Preprocessing preprocessing,
    Optional<StructuredOptions> structured,
    Target target,
    String toolchain,
    Optional<WeightOptions> weights,
    Path out) {}
