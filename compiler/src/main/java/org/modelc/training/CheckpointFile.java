package org.modelc.training;

import java.nio.file.Path;

/**
 * Where a run keeps its state after every epoch.
 *
 * @param file an {@code .npz} file; it stays when the run has ended
 * @param resume whether the run goes on from there
 */
public record CheckpointFile(Path file, boolean resume) {}
