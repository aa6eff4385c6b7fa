package org.modelc.training;

import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.problem.Problem;
import org.modelc.quant.Score;

/**
 * What a run has brought.
 *
 * @param graph the best network over all epochs: of least errors on the held-out samples, of equal ones with the least loss; with a teacher
 *     of the least loss, as a network that knew the held-out samples before has no errors there
 * @param before held-out samples that were right at the beginning
 * @param after held-out samples that {@code graph} has right
 * @param bestEpoch the epoch it comes from; 0 if training did not help
 * @param lastEpoch the last epoch that was completed
 * @param stopped whether the listener wanted the run to stop
 * @param problem what ended the run early: E602
 */
public record TrainingResult(Graph graph, Score before, Score after, int bestEpoch, int lastEpoch, boolean stopped, Optional<Problem> problem) {}
