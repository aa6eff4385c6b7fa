package org.modelc.driver;

import java.util.Optional;
import org.modelc.problem.Problem;
import org.modelc.quant.Score;

/**
 * What training has brought.
 *
 * @param out the file that was written
 * @param before held-out samples that were right at the beginning
 * @param after held-out samples that the written network has right
 * @param bestEpoch the epoch it comes from; 0 if training did not help
 * @param lastEpoch the last epoch that was completed
 * @param epochs that were asked for
 * @param checkpoint where the run can go on, if somebody has stopped it
 * @param problem what ended it early
 */
public record TrainingReport(
    String out, Score before, Score after, int bestEpoch, int lastEpoch, int epochs, Optional<String> checkpoint, Optional<Problem> problem) {}
