package org.modelc.training;

import java.util.Set;

/**
 * How a network is trained.
 *
 * @param epochs times that all training samples are seen, at least 1
 * @param batch samples a step, at least 1
 * @param optimiser how gradients become steps
 * @param learningRate size of a step at the beginning, above 0
 * @param schedule how the learning rate falls
 * @param weightDecay part of each weight that a step takes away, times the learning rate; at least 0
 * @param holdout share of the samples that are held out to choose the best epoch, above 0 and below 1
 * @param patience epochs without a better result on the held-out samples after which training ends, at least 1
 * @param seed decides all that is random: a run with the same seed gives the same network
 * @param augmentations random changes of training samples
 * @param keepZeros whether weights that are 0 stay so (a pruned network)
 */
public record TrainingOptions(
    int epochs,
    int batch,
    Optimiser optimiser,
    double learningRate,
    Schedule schedule,
    double weightDecay,
    double holdout,
    int patience,
    long seed,
    Set<Augmentation> augmentations,
    boolean keepZeros) {
  public static final TrainingOptions DEFAULT =
      new TrainingOptions(20, 64, Optimiser.ADAM, 1e-3, Schedule.COSINE, 0, 0.1, 10, 0, Set.of(), false);

  public TrainingOptions {
    augmentations = Set.copyOf(augmentations);
    require(epochs >= 1, "epochs " + epochs);
    require(batch >= 1, "batch " + batch);
    require(learningRate > 0 && Double.isFinite(learningRate), "learning rate " + learningRate);
    require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight decay " + weightDecay);
    require(holdout > 0 && holdout < 1, "share of held-out samples " + holdout);
    require(patience >= 1, "patience " + patience);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }

  public TrainingOptions withEpochs(int newEpochs) {
    return new TrainingOptions(
        newEpochs, batch, optimiser, learningRate, schedule, weightDecay, holdout, patience, seed, augmentations, keepZeros);
  }

  public TrainingOptions withLearningRate(double newLearningRate) {
    return new TrainingOptions(
        epochs, batch, optimiser, newLearningRate, schedule, weightDecay, holdout, patience, seed, augmentations, keepZeros);
  }

  public TrainingOptions withOptimiser(Optimiser newOptimiser) {
    return new TrainingOptions(
        epochs, batch, newOptimiser, learningRate, schedule, weightDecay, holdout, patience, seed, augmentations, keepZeros);
  }

  public TrainingOptions withPatience(int newPatience) {
    return new TrainingOptions(
        epochs, batch, optimiser, learningRate, schedule, weightDecay, holdout, newPatience, seed, augmentations, keepZeros);
  }

  public TrainingOptions withSeed(long newSeed) {
    return new TrainingOptions(
        epochs, batch, optimiser, learningRate, schedule, weightDecay, holdout, patience, newSeed, augmentations, keepZeros);
  }

  public TrainingOptions withAugmentations(Set<Augmentation> newAugmentations) {
    return new TrainingOptions(
        epochs, batch, optimiser, learningRate, schedule, weightDecay, holdout, patience, seed, newAugmentations, keepZeros);
  }

  public TrainingOptions withKeepZeros(boolean newKeepZeros) {
    return new TrainingOptions(
        epochs, batch, optimiser, learningRate, schedule, weightDecay, holdout, patience, seed, augmentations, newKeepZeros);
  }
}
