package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Graph;
import org.modelc.ir.Value;
import org.modelc.training.engine.GraphOnEngine;

/** How a network holds its numbers while it is trained. */
public interface NumberForm extends GraphOnEngine.Storage {
  /** In full precision. */
  NumberForm FLOATS = new NumberForm() {
    @Override
    public Map<Value, NDArray> constants(Map<Value, NDArray> constants) {
      return constants;
    }

    @Override
    public NDArray stored(Value value, NDArray array) {
      return array;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Graph finished(Graph trained) {
      return trained;
    }
  };

  /** What nodes read in place of the full-precision {@code constants}. */
  Map<Value, NDArray> constants(Map<Value, NDArray> constants);

  /** Numbers of this form that are trained too. */
  List<Parameter> parameters();

  /** The result of training in this form. */
  Graph finished(Graph trained);
}
