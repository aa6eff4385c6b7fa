package org.modelc.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Graph;
import org.modelc.training.FeatureMatching;
import org.modelc.training.engine.NativeEngine;

class FeatureLossTest {
  private static final Graph NETWORK = Toy.network(5, 1);

  @Test
  void aStudentThatShowsTheSameHasNoLossOnceTheMatrixIsTheIdentity() {
    NativeEngine.forgetHistory();
    try (NDManager manager = NativeEngine.newManager()) {
      TrainableGraph network = new TrainableGraph(NETWORK, manager, false, NumberForm.FLOATS);
      FeatureLoss loss = new FeatureLoss(network, network, new FeatureMatching(3, Map.of()), manager, 0);
      float[] images = images(4);

      assertThat(loss(loss, network, manager, images)).isGreaterThan(0.1f);
      loss.parameters().get(0).set(identity(5, 1));
      assertThat(loss(loss, network, manager, images)).isLessThan(1e-6f);
      loss.parameters().get(0).set(identity(5, 0));
      assertThat(loss(loss, network, manager, images)).as("zeros, times the weight").isBetween(2.999f, 3.001f);
    }
  }

  private static float loss(FeatureLoss loss, TrainableGraph network, NDManager manager, float[] images) {
    try (NDManager batch = manager.newSubManager()) {
      List<NDArray> inputs = List.of(batch.create(images, new Shape(4, 1, 1, 8, 8)));
      return loss.of(batch, inputs, network.values(batch, inputs)).getFloat();
    }
  }

  private static float[] images(int count) {
    Random random = new Random(2);
    float[] images = new float[count * 64];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    return images;
  }

  private static float[] identity(int size, float diagonal) {
    float[] matrix = new float[size * size];
    for (int i = 0; i < size; i++) {
      matrix[i * size + i] = diagonal;
    }
    return matrix;
  }
}
