package org.modelc.driver;

import java.nio.file.Path;
import java.util.Optional;
import org.modelc.training.FeatureMatching;

/**
 * A network to learn from.
 *
 * @param model the ONNX file; may be the one that is trained
 * @param temperature see {@link org.modelc.training.Teacher}
 * @param share see {@link org.modelc.training.Teacher}
 * @param features see {@link org.modelc.training.Teacher}
 */
public record TeacherRequest(Path model, double temperature, double share, Optional<FeatureMatching> features) {}
