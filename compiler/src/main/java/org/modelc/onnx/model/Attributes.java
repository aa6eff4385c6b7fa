package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/**
 * Typed access to a node's attributes; every getter raises {@link OpException} (E203) if the attribute is there with another type.
 *
 * <p>It remembers what was asked for, so that an attribute nobody read can be reported instead of being ignored in silence.
 */
public final class Attributes {
  private final Map<String, AttributeProto> byName = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  public Attributes(List<AttributeProto> attributes) {
    for (AttributeProto attribute : attributes) {
      if (byName.put(attribute.getName(), attribute) != null) {
        throw new OpException(Code.E203, "attribute \"" + attribute.getName() + "\" is given twice");
      }
    }
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Names of the attributes that no getter and no {@link #ignore} has asked for. */
  public List<String> unread() {
    return byName.keySet().stream().filter(name -> !read.contains(name)).toList();
  }

  /** Declares attributes that have no influence on an inference. */
  public void ignore(String... names) {
    read.addAll(List.of(names));
  }

  public Optional<Long> whole(String name) {
    return find(name, AttributeType.INT).map(AttributeProto::getI);
  }

  public Optional<Integer> integer(String name) {
    return whole(name).map(value -> toInt(name, value));
  }

  public int integer(String name, int defaultValue) {
    return integer(name).orElse(defaultValue);
  }

  /** An integer that stands for a truth value. */
  public boolean flag(String name, boolean defaultValue) {
    return integer(name, defaultValue ? 1 : 0) != 0;
  }

  public Optional<Float> real(String name) {
    return find(name, AttributeType.FLOAT).map(AttributeProto::getF);
  }

  public float real(String name, float defaultValue) {
    return real(name).orElse(defaultValue);
  }

  public Optional<String> string(String name) {
    return find(name, AttributeType.STRING).map(attribute -> attribute.getS().toStringUtf8());
  }

  public String string(String name, String defaultValue) {
    return string(name).orElse(defaultValue);
  }

  public Optional<List<Long>> wholes(String name) {
    return find(name, AttributeType.INTS).map(AttributeProto::getIntsList);
  }

  public Optional<List<Integer>> integers(String name) {
    return wholes(name).map(values -> {
      List<Integer> integers = new ArrayList<>();
      values.forEach(value -> integers.add(toInt(name, value)));
      return integers;
    });
  }

  public Optional<List<Float>> reals(String name) {
    return find(name, AttributeType.FLOATS).map(AttributeProto::getFloatsList);
  }

  public Optional<List<String>> strings(String name) {
    return find(name, AttributeType.STRINGS)
        .map(attribute -> attribute.getStringsList().stream().map(text -> text.toStringUtf8()).toList());
  }

  public Optional<TensorProto> tensor(String name) {
    return find(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  public Optional<GraphProto> graph(String name) {
    return find(name, AttributeType.GRAPH).map(AttributeProto::getG);
  }

  private Optional<AttributeProto> find(String name, AttributeType type) {
    read.add(name);
    Optional<AttributeProto> attribute = Optional.ofNullable(byName.get(name));
    attribute.filter(found -> found.getType() != type).ifPresent(found -> {
      throw new OpException(Code.E203, "attribute \"" + name + "\" is " + found.getType() + ", must be " + type);
    });
    return attribute;
  }

  private static int toInt(String name, long value) {
    if (value != (int) value) {
      throw new OpException(Code.E203, "attribute \"" + name + "\" has the value " + value + ", which is out of range");
    }
    return (int) value;
  }
}
