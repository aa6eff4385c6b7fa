package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.onnx.model.TensorDecoder;
import org.modelc.op.OpException;
import org.modelc.problem.Problems;

/**
 * The IR values of the file's tensors by name. A tensor that could not be translated is unknown; what depends on it is skipped without
 * another problem. Initialisers are decoded when they are first asked for.
 */
final class Scope {
  private final Map<String, TensorProto> initialisers = new HashMap<>();
  private final Map<String, Optional<Value>> values = new HashMap<>();
  private final TensorDecoder decoder;
  private final Emitter emitter;
  private final Problems problems;

  Scope(List<TensorProto> initialisers, TensorDecoder decoder, Emitter emitter, Problems problems) {
    initialisers.forEach(tensor -> this.initialisers.putIfAbsent(tensor.getName(), tensor));
    this.decoder = decoder;
    this.emitter = emitter;
    this.problems = problems;
  }

  Set<String> initialiserNames() {
    return initialisers.keySet();
  }

  /** Binds a tensor that nodes or the graph's inputs define. */
  void bind(String tensor, Value value) {
    values.put(tensor, Optional.of(value));
  }

  /** The tensor's value; empty if it is unknown. */
  Optional<Value> find(String tensor) {
    Optional<Value> value = values.get(tensor);
    if (value == null) {
      value = Optional.ofNullable(initialisers.get(tensor)).flatMap(this::decode);
      values.put(tensor, value);
    }
    return value;
  }

  /** The tensor's elements if it is known at compile time. */
  Optional<Tensor> constant(String tensor) {
    return find(tensor).flatMap(Value::constant);
  }

  private Optional<Value> decode(TensorProto proto) {
    try {
      return Optional.of(emitter.constant(proto.getName(), Constants.computed(decoder.decode(proto))));
    } catch (OpException e) {
      problems.add(e.code(), OnnxNode.tensorWhere(proto.getName()), e.getMessage() + ".");
      return Optional.empty();
    }
  }
}
