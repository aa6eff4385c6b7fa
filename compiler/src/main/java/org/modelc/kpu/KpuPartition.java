package org.modelc.kpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
import org.modelc.op.Dense;
import org.modelc.op.KpuConv;
import org.modelc.op.KpuDownload;
import org.modelc.op.KpuFrame;
import org.modelc.op.KpuPack;
import org.modelc.op.KpuPatches;
import org.modelc.op.KpuPool;
import org.modelc.op.KpuRearrange;
import org.modelc.op.KpuReduce;
import org.modelc.op.KpuUpload;
import org.modelc.op.KpuUploadVector;
import org.modelc.op.KpuView;
import org.modelc.op.MaxPool;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/**
 * Moves to the KPU what it can compute: convolutions, and maximum pools and additions of images that are in AI SRAM anyway. Images stay there between
 * such nodes, and for means over all their places; for all others they are moved. Names of nodes and values stay.
 *
 * <p>A value may be a part of its image, of which every second row and column counts, or not all of the edges. The layer that makes it chooses those places
 * where it can, otherwise a following 1x1 convolution or a layer of its own that copies; readers that edges do not matter to take the image as it is.
 */
public final class KpuPartition {
  private static final int SIGN = 128;
  private static final int PICK = 2;

  /** A value in AI SRAM. */
  private record Resident(Value image, KpuView view) {
    static Resident of(Value image) {
      return new Resident(image, KpuView.whole(image.shape()));
    }

    boolean isWhole() {
      return view.isWhole(image.shape());
    }

    /** Whether a layer of 1x1 filters can choose the value's places as it reads them: every second row and column, beginning with the first or second. */
    boolean isPickable() {
      int height = image.shape().dim(1) / PICK;
      int width = image.shape().dim(2) / PICK;
      return view.stride() == PICK && isNear() && view.height() <= height && view.width() <= width && KpuLimits.refusal(halved()).isEmpty();
    }

    /** Whether the value begins with the first or second row and column. */
    boolean isNear() {
      return Math.max(view.firstRow(), view.firstColumn()) <= 1;
    }

    private Shape halved() {
      return image.shape().withDim(1, image.shape().dim(1) / PICK).withDim(2, image.shape().dim(2) / PICK);
    }

    KpuView corner() {
      return KpuView.corner(view.height(), view.width());
    }
  }

  private final Graph graph;
  private final GraphBuilder out;
  private final Map<Value, Value> onCpu = new IdentityHashMap<>();
  private final Map<Value, Resident> residents = new IdentityHashMap<>();
  /** Images that have a fixed neighbour in AI SRAM. */
  private final Set<Value> joined = Collections.newSetFromMap(new IdentityHashMap<>());
  /** Nodes that make images of planes, by their result; they are left out where only uploads read it. */
  private final Map<Value, Node> fromPlanes = new IdentityHashMap<>();
  /** Views of values in AI SRAM, which are left out where only the KPU reads them. */
  private final Map<Value, Node> reshaped = new IdentityHashMap<>();
  /** Vectors that lie in AI SRAM for matrix products. */
  private final Map<Value, Value> patches = new IdentityHashMap<>();
  private final Map<String, KpuView> views = new HashMap<>();
  private final Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());

  private KpuPartition(Graph graph) {
    this.graph = graph;
    this.out = new GraphBuilder(graph.name());
  }

  /** The graph with KPU nodes wherever possible. */
  public static Graph run(Graph graph) {
    return of(graph).graph;
  }

  /**
   * A partitioned graph.
   *
   * @param views images, by name, that are larger than the value which they hold, whose name is theirs without {@code _full}
   */
  record Result(Graph graph, Map<String, KpuView> views) {}

  static Result of(Graph graph) {
    KpuPartition partition = new KpuPartition(KpuColumns.run(graph));
    return new Result(partition.run(), partition.views);
  }

  private Graph run() {
    graph.inputs().forEach(input -> onCpu.put(input, out.input(input.name(), input.type())));
    graph.constants().forEach(constant -> onCpu.put(constant, constant));
    graph.nodes().stream().filter(node -> !done.contains(node)).forEach(this::add);
    graph.outputs().forEach(output -> out.output(onCpu(output)));
    return out.build();
  }

  private void add(Node node) {
    Optional<KpuConvolution> convolution = node.op() instanceof Conv ? convolution(node) : Optional.empty();
    if (convolution.isPresent()) {
      convolve(node, convolution.get());
    } else if (isPool(node) && residents.containsKey(node.input(0))) {
      pool(node);
    } else if (isMean(node) && residents.containsKey(node.input(0))) {
      reduce(node);
    } else if (node.op() instanceof Dense && KpuDense.refusal(node).isEmpty()) {
      multiply(node);
    } else if (isFromPlanes(node)) {
      fromPlanes.put(node.output(), node);
    } else if (node.op() instanceof Reshape && residents.containsKey(origin(node.input(0)))) {
      reshaped.put(node.output(), node);
    } else if (!add(node, sum(node))) {
      keep(node);
    }
  }

  private Optional<KpuConvolution> convolution(Node node) {
    Optional<Resident> input = Optional.ofNullable(residents.get(node.input(WeightedOp.ACTIVATIONS)));
    return input.flatMap(resident -> KpuConvolution.pointwise(node, resident.image.shape())).or(() -> KpuConvolution.of(node, mayBeLarger(node), followingPool(node).map(KpuPartition::poolOf).map(KpuPool::stride).orElse(1)));
  }

  private void keep(Node node) {
    List<Value> inputs = node.inputs().stream().map(this::onCpu).toList();
    List<Value> results = out.addTyped(node.name(), node.op(), inputs, node.outputs().stream().map(Value::name).toList(), node.outputTypes());
    for (int i = 0; i < results.size(); i++) {
      onCpu.put(node.outputs().get(i), results.get(i));
    }
  }

  /** Whether the node makes an image of planes, which uploads do themselves. */
  private static boolean isFromPlanes(Node node) {
    return node.op() instanceof Transpose transpose && transpose.perm().equals(KpuUpload.FROM_PLANES) && KpuLimits.isImage(node.output().type());
  }

  /** The value as the CPU reads it. */
  private Value onCpu(Value value) {
    if (!onCpu.containsKey(value)) {
      Optional.ofNullable(fromPlanes.get(value)).or(() -> Optional.ofNullable(reshaped.get(value)))
          .ifPresentOrElse(this::keep, () -> onCpu.put(value, download(value)));
    }
    return onCpu.get(value);
  }

  private Value download(Value value) {
    Resident resident = residents.get(value);
    KpuDownload download = new KpuDownload(resident.view);
    String moved = value.name() + "_download";
    if (value.shape().rank() == 4) {
      return out.add(graph.isOutput(value) ? value.name() : moved, download, resident.image);
    }
    return out.add(graph.isOutput(value) ? value.name() : moved + "_view", new Reshape(value.shape()), out.add(moved, download, resident.image));
  }

  /** The value that a view shows. */
  private Value origin(Value value) {
    return reshaped.containsKey(value) ? origin(reshaped.get(value).input(0)) : value;
  }

  /** The value in AI SRAM, if need be as a part of a larger image. */
  private Resident resident(Value value) {
    return residents.computeIfAbsent(value, this::upload);
  }

  private Resident upload(Value value) {
    return upload(value.name() + "_upload", KpuFrame.whole(value.shape()), value);
  }

  private Resident upload(String name, KpuFrame frame, Value value) {
    Optional<Node> transpose = Optional.ofNullable(fromPlanes.get(value));
    return Resident.of(out.add(name, new KpuUpload(frame, transpose.isPresent()), onCpu(transpose.map(node -> node.input(0)).orElse(value))));
  }

  /** The value in AI SRAM as an image of its own: a layer that copies chooses what counts, or it moves to the CPU and back. */
  private Value image(Value value) {
    Resident resident = resident(value);
    if (!resident.isWhole()) {
      Resident picked = resident.isPickable() ? pick(value, resident) : resident;
      residents.put(value, picked.isWhole() ? picked : rearranged(value, picked, value.shape().dim(1), value.shape().dim(2)));
    }
    return residents.get(value).image;
  }

  private Resident rearranged(Value value, Resident resident, int height, int width) {
    return Resident.of(out.add(value.name() + "_rearranged", new KpuRearrange(resident.view, height, width), resident.image));
  }

  private Resident pick(Value value, Resident resident) {
    return reading(value.name() + "_pick", value, resident, KpuFilters.ofIdentity(value.shape().dim(3)), KpuPool.LEFT_TOP_OF_2X2, resident.corner());
  }

  private void convolve(Node node, KpuConvolution convolution) {
    Resident input = input(node, convolution);
    KpuView view = convolution.view();
    if (input.view.stride() == PICK && input.isPickable()) {
      residents.put(node.output(), reading(node.name(), node.output(), input, convolution.filters(), KpuPool.LEFT_TOP_OF_2X2, view));
      return;
    }
    KpuView places = new KpuView(
        input.view.firstRow() + input.view.stride() * view.firstRow(), input.view.firstColumn() + input.view.stride() * view.firstColumn(),
        input.view.stride() * view.stride(), view.height(), view.width());
    Optional<Node> pool = followingPool(node).filter(following -> places.isAligned(poolOf(following).stride()));
    pool.ifPresent(done::add);
    Value result = pool.map(Node::output).orElse(node.output());
    residents.put(result, convolve(node, result, convolution, input.image, places, pool.map(KpuPartition::poolOf)));
  }

  /** What a convolution reads: copies, an image of its own, or a part of one where edges do not matter. */
  private Resident input(Node node, KpuConvolution convolution) {
    Value value = node.input(WeightedOp.ACTIVATIONS);
    if (convolution.frame().isPresent()) {
      return framed(node.name() + "_copies", convolution.frame().get(), value);
    }
    if (convolution.shifts().isPresent()) {
      return shifted(node, convolution, value);
    }
    Resident resident = resident(value);
    boolean pointwise = convolution.filters().kernel() == 1 && convolution.view().stride() == 1;
    boolean anyPart = pointwise || !convolution.padded() && resident.view.stride() == 1;
    return anyPart ? resident : Resident.of(image(value));
  }

  /** The copies that the KPU makes; none where the convolution reads the image, or a part of one, as it is. */
  private Resident shifted(Node node, KpuConvolution convolution, Value value) {
    KpuShifts shifts = convolution.shifts().orElseThrow();
    Optional<Resident> part = Optional.ofNullable(residents.get(value)).filter(resident -> resident.view.stride() == 1);
    if (shifts.layers() == 0 && !convolution.padded() && part.isPresent()) {
      return part.get();
    }
    int channels = value.shape().dim(3);
    KpuFrame frame = new KpuFrame(shifts.height(), shifts.width(), 1, 1, List.of(0), List.of(0));
    Value image = shifts.image(channels).equals(value.shape()) ? image(value) : framed(node.name() + "_larger", frame, value).image;
    TensorType type = u8(value).withShape(shifts.copies(channels));
    for (int number = 1; number <= shifts.layers(); number++) {
      String name = node.name() + "_copies" + (number == 1 ? "" : "_" + number);
      KpuFilters filters = shifts.filters(number, channels, u8(value).requireQuant().zeroPoint());
      image = layer(name, name, type, List.of(image), filters, shifts.isDepthwise(number), KpuPool.NONE);
    }
    return Resident.of(image);
  }

  private Resident framed(String name, KpuFrame frame, Value value) {
    boolean stays = residents.containsKey(value) && frame.isCorner(value.shape());
    return stays ? rearranged(value, residents.get(value), frame.height(), frame.width()) : upload(name, frame, value);
  }

  /** A layer at all places of an image, of which it keeps those that count where it can. */
  private Resident convolve(
      Node node, Value result, KpuConvolution convolution, Value image, KpuView places, Optional<KpuPool> pool) {
    Resident all = new Resident(image, places);
    boolean picks = !convolution.depthwise() && places.firstRow() == 0 && all.isPickable();
    KpuPool own = !picks ? KpuPool.NONE : places.firstColumn() == 0 ? KpuPool.LEFT_TOP_OF_2X2 : KpuPool.RIGHT_TOP_OF_2X2;
    KpuView view = pool.isPresent() ? places.pooled(pool.get().stride(), result.shape())
        : picks ? KpuView.corner(result.shape().dim(1), result.shape().dim(2)) : places;
    return layer(node.name(), result, List.of(image), convolution.filters(), convolution.depthwise(), pool.orElse(own), view);
  }

  /** A layer of 1x1 filters whose pool begins with the first row and column that count. */
  private Resident reading(String name, Value result, Resident input, KpuFilters filters, KpuPool pool, KpuView view) {
    boolean shifted = input.view.firstRow() == 1 || input.view.firstColumn() == 1;
    KpuFilters reading = shifted ? filters.shifted(input.view.firstRow(), input.view.firstColumn()) : filters;
    return layer(name, result, List.of(input.image), reading, false, pool, view);
  }

  /** A matrix product: over the channels of an image, or over all elements that are arranged for it. */
  private void multiply(Node node) {
    Value input = node.input(WeightedOp.ACTIVATIONS);
    Value origin = origin(input);
    Optional<Resident> resident = Optional.ofNullable(residents.get(origin));
    Optional<Resident> channels = resident.filter(operand -> KpuDense.isPointwise(node, operand.image.shape(), operand.view.places()));
    Resident result = channels
        .map(operand -> layer(node.name(), node.output(), List.of(operand.image), KpuDense.pointwise(node), false, KpuPool.NONE, operand.view))
        .orElseGet(() -> layer(
            node.name(), node.output(), List.of(patches.computeIfAbsent(input, key -> patches(key, resident))),
            KpuDense.patches(node, resident.isPresent() ? origin.shape() : Shape.of(1, input.type().elements())), false, KpuPool.NONE, KpuPatches.view()));
    residents.put(node.output(), result);
  }

  private Value patches(Value input, Optional<Resident> resident) {
    String name = input.name() + "_patches";
    return resident.map(operand -> out.add(name, new KpuPack(operand.view), operand.image))
        .orElseGet(() -> out.add(name, new KpuUploadVector(), onCpu(input)));
  }

  /** A layer of whose result {@code view} is a value. */
  private Resident layer(String name, Value result, List<Value> images, KpuFilters filters, boolean depthwise, KpuPool pool, KpuView view) {
    Shape input = images.get(0).shape();
    Shape full = Shape.of(1, pool.output(input.dim(1)), pool.output(input.dim(2)), result.shape().dim(-1));
    boolean whole = view.isWhole(full);
    String suffix = !whole ? "_full" : graph.isOutput(result) ? "_kpu" : "";
    if (!whole) {
      views.put(result.name() + suffix, view);
    }
    return new Resident(layer(name, result.name() + suffix, u8(result).withShape(full), images, filters, depthwise, pool), view);
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
    Resident input = resident(node.input(0));
    Resident read = input.view.stride() == 1 && input.isNear() ? input : Resident.of(image(node.input(0)));
    KpuFilters copy = KpuFilters.ofIdentity(node.output().shape().dim(3));
    KpuView view = KpuView.corner(node.output().shape().dim(1), node.output().shape().dim(2));
    residents.put(node.output(), reading(node.name(), node.output(), read, copy, poolOf(node), view));
  }

  /** Whether a convolution's image may have another row and column: its pool leaves them out again, or no reader minds. */
  private boolean mayBeLarger(Node node) {
    Optional<Node> pool = followingPool(node);
    Shape shape = node.output().shape();
    if (pool.isPresent()) {
      KpuPool kind = poolOf(pool.get());
      return kind.output(shape.dim(1) + 1) == kind.output(shape.dim(1)) && kind.output(shape.dim(2) + 1) == kind.output(shape.dim(2));
    }
    return graph.consumers(node.output()).stream().noneMatch(reader -> reader.op() instanceof Conv || reader.op() instanceof Binary);
  }

  /** Whether the node is a mean or sum over all places, for which an image need not leave AI SRAM. */
  private static boolean isMean(Node node) {
    return node.op() instanceof Reduce reduce && !reduce.kind().selects() && reduce.axes().equals(List.of(1, 2)) && KpuLimits.isImage(node.input(0).type())
        && node.output().type().isQuantised();
  }

  private void reduce(Node node) {
    Resident input = resident(node.input(0));
    Resident read = input.view.isCorner() ? input : Resident.of(image(node.input(0)));
    Reduce reduce = (Reduce) node.op();
    KpuReduce op = new KpuReduce(reduce.kind(), reduce.keepDims(), read.view);
    onCpu.put(node.output(), out.addTyped(node.name(), op, List.of(read.image), List.of(node.output().name()), node.outputTypes()).get(0));
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
      residents.put(node.output(), copy(node.name(), node.output(), images, sum));
    });
    return filters.isPresent();
  }

  /** The image of a value, or a copy of it if it has a neighbour already. */
  private Value unjoined(Value value) {
    Value image = image(value);
    if (!joined.add(image)) {
      image = copy(value.name() + "_copy", value, List.of(image), KpuFilters.ofIdentity(value.shape().dim(3))).image;
      joined.add(image);
    }
    return image;
  }

  private Resident copy(String name, Value result, List<Value> images, KpuFilters filters) {
    return layer(name, result, images, filters, false, KpuPool.NONE, KpuView.whole(result.shape()));
  }
}
