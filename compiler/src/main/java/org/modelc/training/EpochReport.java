package org.modelc.training;

import org.modelc.quant.Score;

/**
 * How far a run has come.
 *
 * @param epoch that has just ended, from 1; 0 before the first
 * @param epochs of the whole run
 * @param trainingLoss mean over the epoch's training samples; NaN for epoch 0
 * @param heldOutLoss mean over the held-out samples
 * @param heldOut how many held-out samples are classified as their label says (without labels: as the teacher does)
 * @param best whether this is the best epoch so far
 * @param secondsLeft how long the rest will take if no epoch is left out
 */
public record EpochReport(
    int epoch, int epochs, double trainingLoss, double heldOutLoss, Score heldOut, boolean best, double secondsLeft) {}
