package org.modelc.kpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Conv;
import org.modelc.op.KpuConv;
import org.modelc.op.KpuDownload;
import org.modelc.op.KpuPool;
import org.modelc.op.KpuReduce;
import org.modelc.op.KpuUpload;
import org.modelc.op.MaxPool;
import org.modelc.op.Reduce;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/**
 * Moves to the KPU what it can compute: convolutions, and maximum pools and additions of images that are in AI SRAM anyway. Images stay there between
 * such nodes, and for means over all their places; for all others they are moved. Names of nodes and values stay.
 *
 * <p>Every second row and column of an image is chosen by the layer that makes it where that can, otherwise by a following 1x1 convolution, or by a
 * layer of its own that copies.
 */
public final class KpuPartition {
  private static final int SIGN = 128;

  /**
   * An image in AI SRAM, or one of which every second row and column counts.
   *
   * @param stride 1 or 2
   */
  private record Resident(Value image, int stride, int firstRow, int firstColumn) {
    static Resident of(Value image) {
      return new Resident(image, 1, 0, 0);
    }
  }

  private final Graph graph;
  private final GraphBuilder out;
  private final Map<Value, Value> onCpu = new IdentityHashMap<>();
  private final Map<Value, Resident> residents = new IdentityHashMap<>();
  /** Images that have a fixed neighbour in AI SRAM. */
  private final Set<Value> joined = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());

  private KpuPartition(Graph graph) {
    this.graph = graph;
    this.out = new GraphBuilder(graph.name());
  }

  /** The graph with KPU nodes wherever possible. */
  public static Graph run(Graph graph) {
    return new KpuPartition(graph).run();
  }

  private Graph run() {
    graph.inputs().forEach(input -> onCpu.put(input, out.input(input.name(), input.type())));
    graph.constants().forEach(constant -> onCpu.put(constant, constant));
    graph.nodes().stream().filter(node -> !done.contains(node)).forEach(this::add);
    graph.outputs().forEach(output -> out.output(onCpu(output)));
    return out.build();
  }

  private void add(Node node) {
    Optional<KpuConvolution> convolution = node.op() instanceof Conv ? KpuConvolution.of(node) : Optional.empty();
    if (convolution.isPresent()) {
      convolve(node, convolution.get());
    } else if (isPool(node) && residents.containsKey(node.input(0))) {
      pool(node);
    } else if (isMean(node) && residents.containsKey(node.input(0))) {
      reduce(node);
    } else if (!add(node, sum(node))) {
      List<Value> inputs = node.inputs().stream().map(this::onCpu).toList();
      List<Value> results = out.addTyped(node.name(), node.op(), inputs, node.outputs().stream().map(Value::name).toList(), node.outputTypes());
      for (int i = 0; i < results.size(); i++) {
        onCpu.put(node.outputs().get(i), results.get(i));
      }
    }
  }

  /** The value as the CPU reads it. */
  private Value onCpu(Value value) {
    return onCpu.computeIfAbsent(value, key -> {
      String name = graph.isOutput(key) ? key.name() : key.name() + "_download";
      return out.add(name, new KpuDownload(), image(key));
    });
  }

  /** The value in AI SRAM. */
  private Value image(Value value) {
    return chosen(value, resident(value));
  }

  private Resident resident(Value value) {
    return residents.computeIfAbsent(value, key -> Resident.of(out.add(key.name() + "_upload", new KpuUpload(), onCpu(key))));
  }

  /** Lets a layer that copies choose the rows and columns that count. */
  private Value chosen(Value value, Resident resident) {
    if (resident.stride == 1) {
      return resident.image;
    }
    KpuFilters copy = KpuFilters.ofIdentity(value.shape().dim(3));
    Value image = layer(value.name() + "_pick", value, List.of(resident.image), copy, false, resident);
    residents.put(value, Resident.of(image));
    return image;
  }

  private void convolve(Node node, KpuConvolution convolution) {
    KpuFilters filters = convolution.filters();
    Optional<Node> pool = convolution.stride() == 1 ? followingPool(node) : Optional.empty();
    Resident input = resident(node.input(WeightedOp.ACTIVATIONS));
    if (pool.isPresent()) {
      done.add(pool.get());
      Value source = image(node.input(WeightedOp.ACTIVATIONS));
      Value result = pool.get().output();
      residents.put(result, Resident.of(layer(node.name(), result, List.of(source), filters, convolution.depthwise(), poolOf(pool.get()))));
    } else if (input.stride == 2 && filters.kernel() == 1 && convolution.stride() == 1) {
      residents.put(node.output(), Resident.of(layer(node.name(), node.output(), List.of(input.image), filters, false, input)));
    } else {
      residents.put(node.output(), convolve(node, convolution, image(node.input(WeightedOp.ACTIVATIONS))));
    }
  }

  private Resident convolve(Node node, KpuConvolution convolution, Value source) {
    KpuFilters filters = convolution.filters();
    boolean itself = !convolution.depthwise() && convolution.firstRow() == 0;
    if (convolution.stride() == 1 || itself) {
      KpuPool pool = convolution.stride() == 1 ? KpuPool.NONE : convolution.firstColumn() == 0 ? KpuPool.LEFT_TOP_OF_2X2 : KpuPool.RIGHT_TOP_OF_2X2;
      return Resident.of(layer(node.name(), node.output(), List.of(source), filters, convolution.depthwise(), pool));
    }
    Shape full = source.shape().withDim(3, node.output().shape().dim(3));
    Value image = layer(
        node.name(), node.output().name() + "_full", u8(node.output()).withShape(full), List.of(source), filters, convolution.depthwise(), KpuPool.NONE);
    return new Resident(image, 2, convolution.firstRow(), convolution.firstColumn());
  }

  /** A layer of 1x1 filters that reads only the rows and columns of {@code input} that count. */
  private Value layer(String name, Value result, List<Value> images, KpuFilters filters, boolean depthwise, Resident input) {
    boolean shifted = input.firstRow == 1 || input.firstColumn == 1;
    KpuFilters reading = shifted ? filters.shifted(input.firstRow, input.firstColumn) : filters;
    return layer(name, result, images, reading, depthwise, KpuPool.LEFT_TOP_OF_2X2);
  }

  private Value layer(String name, Value result, List<Value> images, KpuFilters filters, boolean depthwise, KpuPool pool) {
    String valueName = graph.isOutput(result) ? result.name() + "_kpu" : result.name();
    return layer(name, valueName, u8(result), images, filters, depthwise, pool);
  }

  private Value layer(
      String name, String valueName, TensorType type, List<Value> images, KpuFilters filters, boolean depthwise, KpuPool pool) {
    KpuScaling scaling = KpuScaling.of(filters.wanted()).orElseThrow();
    int taps = filters.kernel() * filters.kernel();
    KpuConv op = new KpuConv(
        depthwise, pool, filters.inputZero(), -filters.weightZero(), -filters.inputZero(), taps * filters.weightZero() * filters.inputZero());
    List<Value> inputs = new ArrayList<>(images);
    inputs.add(out.constant(name + "_weights", filters.weights()));
    inputs.add(out.constant(name + "_normalisation", words(scaling.normalisation())));
    inputs.add(out.constant(name + "_table", words(scaling.table())));
    return out.addTyped(name, op, inputs, List.of(valueName), List.of(type)).get(0);
  }

  private static Tensor words(long[] words) {
    return Tensor.of(TensorType.of(DType.S64, Shape.of(words.length)), words);
  }

  /** The KPU's type of a value: bytes without sign. */
  private static TensorType u8(Value value) {
    Quant quant = value.type().requireQuant();
    return TensorType.quantised(DType.U8, value.shape(), Quant.perTensor(quant.scale(), quant.zeroPoint() + SIGN));
  }

  private static boolean isPool(Node node) {
    return node.op() instanceof MaxPool && KpuLimits.isImage(node.output().type()) && KpuLimits.refusal(node.output().shape()).isEmpty()
        && (hasWindow(node, 2) || hasWindow(node, 4));
  }

  private static boolean hasWindow(Node pool, int size) {
    return ((MaxPool) pool.op()).window().equals(new Window(size, size, size, size, 1, 1, 0, 0, 0, 0));
  }

  private static KpuPool poolOf(Node pool) {
    return hasWindow(pool, 2) ? KpuPool.MAX_2X2 : KpuPool.MAX_4X4;
  }

  /** The pool that is all that becomes of a convolution's result. */
  private Optional<Node> followingPool(Node node) {
    return graph.isUsedOnce(node.output()) ? Optional.of(graph.consumers(node.output()).get(0)).filter(KpuPartition::isPool) : Optional.empty();
  }

  private void pool(Node node) {
    KpuFilters copy = KpuFilters.ofIdentity(node.output().shape().dim(3));
    Value image = layer(node.name(), node.output(), List.of(image(node.input(0))), copy, false, poolOf(node));
    residents.put(node.output(), Resident.of(image));
  }

  /** Whether the node is a mean or sum over all places, for which an image need not leave AI SRAM. */
  private static boolean isMean(Node node) {
    return node.op() instanceof Reduce reduce && !reduce.kind().selects() && reduce.axes().equals(List.of(1, 2)) && KpuLimits.isImage(node.input(0).type())
        && node.output().type().isQuantised();
  }

  private void reduce(Node node) {
    Reduce reduce = (Reduce) node.op();
    KpuReduce op = new KpuReduce(reduce.kind(), reduce.keepDims());
    onCpu.put(node.output(), out.addTyped(
        node.name(), op, List.of(image(node.input(0))), List.of(node.output().name()), node.outputTypes()).get(0));
  }

  /** The filters that add a node's operands, at least one of which is in AI SRAM; empty for all else. */
  private Optional<KpuFilters> sum(Node node) {
    if (!(node.op() instanceof Binary binary) || binary.kind() != Binary.Kind.ADD) {
      return Optional.empty();
    }
    boolean resident = node.inputs().stream().anyMatch(residents::containsKey);
    return resident ? KpuSum.filters(node) : Optional.empty();
  }

  private boolean add(Node node, Optional<KpuFilters> filters) {
    filters.ifPresent(sum -> {
      List<Value> images = node.inputs().stream().map(this::unjoined).toList();
      residents.put(node.output(), Resident.of(layer(node.name(), node.output(), images, sum, false, KpuPool.NONE)));
    });
    return filters.isPresent();
  }

  /** The image of a value, or a copy of it if it has a neighbour already. */
  private Value unjoined(Value value) {
    Value image = image(value);
    if (!joined.add(image)) {
      image = layer(value.name() + "_copy", value, List.of(image), KpuFilters.ofIdentity(value.shape().dim(3)), false, KpuPool.NONE);
      joined.add(image);
    }
    return image;
  }
}
