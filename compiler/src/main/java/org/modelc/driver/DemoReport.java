package org.modelc.driver;

import java.nio.file.Path;
import java.util.List;
import org.modelc.quant.Comparison;

/**
 * What the demonstration showed.
 *
 * @param folder where the C is
 * @param files names of the files there
 * @param digits number of held-back digits that ran
 * @param verdict the firmware's outputs against the interpreter's
 * @param benchmark what an inference takes
 * @param comparison integers against floats
 */
public record DemoReport(
    Path folder, List<String> files, int digits, TargetVerdict verdict, BenchmarkRun benchmark, Comparison comparison) {}
