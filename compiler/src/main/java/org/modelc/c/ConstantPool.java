package org.modelc.c;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.plan.Location;
import org.modelc.plan.MemoryPlan;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** The constant arrays of one generated file; arrays of equal type and bytes are one. */
final class ConstantPool {
  private record Key(DType dtype, ByteBuffer bytes, OptionalInt alignment) {}

  private final Identifiers identifiers;
  private final Map<Key, ConstArray> arrays = new HashMap<>();
  private final List<ConstArray> added = new ArrayList<>();

  /** @param identifiers the scope that the arrays' symbols belong to */
  ConstantPool(Identifiers identifiers) {
    this.identifiers = identifiers;
  }

  /** What the operator of one layer may ask for; symbols begin with {@code layer}. Rows of AI SRAM are the plan's. */
  Lowering lowering(String layer, MemoryPlan plan) {
    return new Lowering() {
      @Override
      public ConstArray array(String role, Tensor elements) {
        return intern(layer + "_" + role, elements, OptionalInt.empty());
      }

      @Override
      public ConstArray array(String role, Tensor elements, int alignment) {
        return intern(layer + "_" + role, elements, OptionalInt.of(alignment));
      }

      @Override
      public int aiSramRow(Value value) {
        return ((Location.AiSram) plan.location(value)).row();
      }

      @Override
      public ConstArray array(String role, int[] elements) {
        return array(role, Tensor.of(vector(DType.S32, elements.length), elements));
      }

      @Override
      public ConstArray array(String role, byte[] elements) {
        return array(role, Tensor.of(vector(DType.U8, elements.length), elements));
      }
    };
  }

  private static TensorType vector(DType dtype, int length) {
    return TensorType.of(dtype, Shape.of(length));
  }

  private ConstArray intern(String symbol, Tensor elements, OptionalInt alignment) {
    return arrays.computeIfAbsent(new Key(elements.type().dtype(), bytes(elements), alignment), key -> {
      ConstArray array = new ConstArray(identifiers.unique(symbol), elements.type().dtype().cType(), elements, alignment);
      added.add(array);
      return array;
    });
  }

  /** The arrays that came into being since the last call, in order. */
  List<ConstArray> takeAdded() {
    List<ConstArray> taken = List.copyOf(added);
    added.clear();
    return taken;
  }

  /**
   * Size of all arrays.
   *
   * @throws ProblemException E107 if it exceeds 2^31 - 1
   */
  int bytes() {
    long bytes = arrays.values().stream().mapToLong(array -> array.tensor().type().bytes()).sum();
    if (bytes > Integer.MAX_VALUE) {
      throw new ProblemException(Code.E107, "", "Its constants need " + bytes + " bytes.");
    }
    return (int) bytes;
  }

  private static ByteBuffer bytes(Tensor tensor) {
    ByteBuffer buffer = ByteBuffer.allocate(tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.type().dtype()) {
      case F32 -> buffer.asFloatBuffer().put(tensor.floats());
      case S8, U8, BOOL -> buffer.put(0, tensor.bytes());
      case S16, U16 -> buffer.asShortBuffer().put(tensor.shorts());
      case S32, U32 -> buffer.asIntBuffer().put(tensor.ints());
      case S64, U64 -> buffer.asLongBuffer().put(tensor.longs());
      case F64 -> buffer.asDoubleBuffer().put(tensor.doubles());
    }
    return buffer;
  }
}
