package org.modelc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;

/** Random branching graphs of vectors with views, in-place operators, and outputs that need copies. */
final class RandomGraphs {
  private final Random random;
  private final GraphBuilder builder = new GraphBuilder("random");
  private final List<Value> values = new ArrayList<>();

  private RandomGraphs(long seed) {
    this.random = new Random(seed);
  }

  static Graph graph(long seed, int nodes) {
    return new RandomGraphs(seed).build(nodes);
  }

  private Graph build(int nodes) {
    for (int input = 0; input <= random.nextInt(2); input++) {
      values.add(builder.input("x", TensorType.f32(Shape.of(1 + random.nextInt(50)))));
    }
    for (int node = 0; node < nodes; node++) {
      values.add(node());
    }
    builder.output(values.get(values.size() - 1));
    for (int output = 0; output < random.nextInt(3); output++) {
      builder.output(any());
    }
    if (random.nextInt(8) == 0) {
      builder.output(constant(Shape.of(3)));
    }
    return builder.build();
  }

  private Value node() {
    Value value = any();
    return switch (random.nextInt(5)) {
      case 0 -> builder.add("clip", new Clip(Clamp.RELU), value);
      case 1 -> builder.add("add", new Binary(Binary.Kind.ADD, Clamp.NONE), value, partner(value));
      case 2 -> builder.add("concat", new Concat(0), flat(value), flat(any()));
      case 3 -> builder.add("reshape", new Reshape(otherShape(value.shape())), value);
      default -> builder.add("slice", slice(flat(value)), flat(value));
    };
  }

  /** Mostly recent values, so that graphs are deep as well as wide. */
  private Value any() {
    int back = random.nextInt(random.nextInt(values.size()) + 1);
    return values.get(values.size() - 1 - back);
  }

  private Value partner(Value value) {
    return switch (random.nextInt(3)) {
      case 0 -> constant(value.shape());
      case 1 -> value;
      default -> values.stream().filter(other -> other.shape().equals(value.shape())).findFirst().orElseThrow();
    };
  }

  private Value constant(Shape shape) {
    return builder.constant("c", Tensor.zeros(TensorType.f32(shape)));
  }

  private Value flat(Value value) {
    return value.shape().rank() == 1 ? value : builder.add("flatten", new Reshape(Shape.of(value.type().elements())), value);
  }

  private Shape otherShape(Shape shape) {
    return shape.rank() == 1 ? Shape.of(1, shape.elements()) : Shape.of(shape.elements());
  }

  private Slice slice(Value value) {
    return new Slice(List.of(0), List.of(1), Shape.of(1 + random.nextInt(value.type().elements())));
  }
}
