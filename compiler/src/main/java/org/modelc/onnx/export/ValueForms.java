package org.modelc.onnx.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.reference.Transposition;

/**
 * The tensors of the ONNX graph that hold a value: in two layouts, and as stored integers or as the reals that they stand for. A form that
 * is asked for is made of the one there is, once.
 */
final class ValueForms {
  private static final String DEQUANTISED_SUFFIX = "_dequantised";
  private static final String FLOAT_SUFFIX = "_float";

  private final OnnxGraph onnx;
  private final Set<Value> outputs;
  private final Set<Value> fourBitConstants;
  private final Map<Form, String> names = new HashMap<>();
  private final Set<Value> usedOwnName = new HashSet<>();

  /** Names that channels-first tensors shall have, as they are graph outputs themselves. */
  private final Map<Value, Value> channelsFirstOutputs;

  private record Form(Value value, Layout layout, boolean stored) {
    /** Reals and stored elements are one where nothing is quantised. */
    static Form of(Value value, Layout layout, boolean stored) {
      return new Form(value, layout, stored || !value.type().isQuantised());
    }
  }

  /**
   * @param outputs the values whose plain, stored form must have their own name; names of all values are taken already
   * @param fourBitConstants constants that are stored as INT4
   * @param channelsFirstOutputs values by the output that their channels-first form is
   */
  ValueForms(OnnxGraph onnx, Set<Value> outputs, Set<Value> fourBitConstants, Map<Value, Value> channelsFirstOutputs) {
    this.onnx = onnx;
    this.outputs = outputs;
    this.fourBitConstants = fourBitConstants;
    this.channelsFirstOutputs = channelsFirstOutputs;
  }

  /** Whether the value is in the ONNX graph in this layout. */
  boolean has(Value value, Layout layout) {
    return names.containsKey(Form.of(value, layout, true)) || names.containsKey(Form.of(value, layout, false));
  }

  /** Makes known that the tensor {@code name} holds the value's stored elements. */
  void set(Value value, Layout layout, String name) {
    names.put(Form.of(value, layout, true), name);
    if (name.equals(value.name())) {
      usedOwnName.add(value);
    }
  }

  /** The value {@code alias} is {@code original} in another layout, which may not be in the ONNX graph yet. */
  void alias(Value alias, Layout layout, Value original, Layout originalLayout) {
    set(alias, layout, stored(original, originalLayout));
    String reals = names.get(Form.of(original, originalLayout, false));
    if (reals != null) {
      names.put(Form.of(alias, layout, false), reals);
    }
  }

  /** The tensor of the value's elements as they are stored. */
  String stored(Value value, Layout layout) {
    Form form = Form.of(value, layout, true);
    String known = names.get(form);
    if (known == null) {
      known = value.isConstant() ? initialiser(value, layout) : transposed(value, layout);
      names.put(form, known);
    }
    return known;
  }

  /** The tensor of the value's elements as floats where they stand for reals, else as they are. */
  String real(Value value, Layout layout) {
    Form form = Form.of(value, layout, false);
    String known = names.get(form);
    if (known == null) {
      known = form.stored() ? stored(value, layout) : dequantised(value, layout);
      names.put(form, known);
    }
    return known;
  }

  private String initialiser(Value constant, Layout layout) {
    String name = nameFor(constant, layout);
    Tensor tensor = inLayout(constant.requireConstant(), layout);
    if (fourBitConstants.contains(constant)) {
      onnx.addFourBitInitialiser(name, tensor);
    } else {
      onnx.addInitialiser(name, tensor);
    }
    return name;
  }

  private static Tensor inLayout(Tensor tensor, Layout layout) {
    return layout == Layout.PLAIN ? tensor : Transposition.apply(tensor, Layout.TO_CHANNELS_FIRST);
  }

  private String transposed(Value value, Layout layout) {
    List<Integer> perm = layout == Layout.PLAIN ? Layout.TO_PLAIN : Layout.TO_CHANNELS_FIRST;
    String source = stored(value, layout.other());
    String name = nameFor(value, layout);
    onnx.node(name, "Transpose", List.of(source), name, List.of(Protos.integers("perm", perm)));
    return name;
  }

  private String dequantised(Value value, Layout layout) {
    String source = stored(value, layout);
    String name = onnx.takeName(source + DEQUANTISED_SUFFIX);
    onnx.dequantise(name, source, name, storedType(value, layout), fourBitConstants.contains(value));
    return name;
  }

  private static TensorType storedType(Value value, Layout layout) {
    Quant quant = value.type().requireQuant();
    return value.type().withQuant(layout == Layout.PLAIN ? quant : quant.permute(Layout.TO_CHANNELS_FIRST));
  }

  /** Adds a DequantizeLinear for an initialiser that is not a value of the graph, if it is quantised. */
  String constant(String wanted, Tensor tensor) {
    String stored = onnx.initialiser(wanted, tensor);
    if (!tensor.type().isQuantised()) {
      return stored;
    }
    String name = onnx.takeName(stored + DEQUANTISED_SUFFIX);
    onnx.dequantise(name, stored, name, tensor.type());
    return name;
  }

  /** The name of the tensor that a node's own result goes to: floats before a QuantizeLinear, else the value's. */
  String resultName(Value value, Layout layout) {
    return value.type().isQuantised() ? onnx.takeName(value.name() + FLOAT_SUFFIX) : nameFor(value, layout);
  }

  /** Makes known what was computed under {@link #resultName}; adds the QuantizeLinear of a quantised value. */
  void define(Value value, Layout layout, String result) {
    if (!value.type().isQuantised()) {
      set(value, layout, result);
      return;
    }
    requireQuantisable(value.type().dtype());
    String name = nameFor(value, layout);
    onnx.quantise(name, result, name, storedType(value, layout));
    set(value, layout, name);
  }

  private static void requireQuantisable(DType dtype) {
    if (dtype != DType.S8 && dtype != DType.U8 && dtype != DType.S16) {
      throw new NoOnnxFormException("QuantizeLinear does not give " + dtype.text());
    }
  }

  /** The value's own name if it is free for this form; an output keeps it for its plain form. */
  private String nameFor(Value value, Layout layout) {
    if (layout == Layout.CHANNELS_FIRST && channelsFirstOutputs.containsKey(value)) {
      return channelsFirstOutputs.get(value).name();
    }
    boolean kept = outputs.contains(value) && layout != Layout.PLAIN;
    if (!kept && usedOwnName.add(value)) {
      return value.name();
    }
    return onnx.takeName(value.name() + (layout == Layout.PLAIN ? "_nhwc" : "_nchw"));
  }
}
