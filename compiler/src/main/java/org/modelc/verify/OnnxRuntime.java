package org.modelc.verify;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.onnx.model.ModelFile;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Runs a model file in ONNX Runtime, the reference that modelc's results are compared with. Tensors have the file's names and layouts. */
public final class OnnxRuntime implements AutoCloseable {
  /** What ONNX Runtime may do to the graph before it runs. */
  public enum Optimisation {
    /** Every node is computed as the file has it. */
    NONE(OptLevel.NO_OPT),
    /** All that ONNX Runtime does by default. */
    ALL(OptLevel.ALL_OPT);

    private final OptLevel level;

    Optimisation(OptLevel level) {
      this.level = level;
    }
  }

  private final OrtSession session;

  private OnnxRuntime(byte[] model, Path folder, Optimisation optimisation) {
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(optimisation.level);
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.addConfigEntry("session.model_external_initializers_file_folder_path", folder.toString());
      session = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL).createSession(model, options);
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  /**
   * A session that gives the model's outputs.
   *
   * @throws ProblemException if the file cannot be read or ONNX Runtime refuses it
   */
  public static OnnxRuntime open(Path file, Optimisation optimisation) {
    return open(ModelFile.read(file), optimisation);
  }

  /**
   * A session that gives the model's outputs.
   *
   * @throws ProblemException if ONNX Runtime refuses the model
   */
  public static OnnxRuntime open(ModelFile model, Optimisation optimisation) {
    return new OnnxRuntime(model.proto().toByteArray(), model.folder(), optimisation);
  }

  /** A session that gives the outputs of all nodes, computed one by one. */
  public static OnnxRuntime openWithIntermediates(Path file) {
    ModelFile model = ModelFile.read(file);
    return new OnnxRuntime(withAllOutputs(model.proto()).toByteArray(), model.folder(), Optimisation.NONE);
  }

  private static ModelProto withAllOutputs(ModelProto model) {
    ModelProto.Builder copy = model.toBuilder();
    Set<String> outputs = new LinkedHashSet<>();
    model.getGraph().getOutputList().forEach(output -> outputs.add(output.getName()));
    for (NodeProto node : model.getGraph().getNodeList()) {
      for (String output : node.getOutputList()) {
        if (!output.isEmpty() && outputs.add(output)) {
          copy.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(output));
        }
      }
    }
    return copy.build();
  }

  /** Names of the inputs that {@link #run} needs, in the file's order. */
  public List<String> inputNames() {
    return List.copyOf(session.getInputNames());
  }

  /**
   * One inference.
   *
   * @param inputs by name; the quantisation of their types does not matter
   * @return the session's outputs by name, in order, without quantisation; outputs that are no tensors of a supported type are left out
   */
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    Map<String, OnnxTensor> feeds = new HashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        feeds.put(input.getKey(), takesHalfFloats(input.getKey()) ? halves(input.getValue()) : toOnnx(input.getValue()));
      }
      try (OrtSession.Result result = session.run(feeds)) {
        return fromOnnx(result);
      }
    } catch (OrtException e) {
      throw refused(e);
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private boolean takesHalfFloats(String input) throws OrtException {
    NodeInfo info = session.getInputInfo().get(input);
    return info != null && info.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT16;
  }

  /** Floats rounded to 16 bits. */
  private static OnnxTensor halves(Tensor tensor) throws OrtException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Short.BYTES * tensor.elements()).order(ByteOrder.nativeOrder());
    for (float element : tensor.floats()) {
      bytes.putShort(Fp16Conversions.floatToFp16(element));
    }
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), bytes.flip(), dims(tensor), OnnxJavaType.FLOAT16);
  }

  private static long[] dims(Tensor tensor) {
    return tensor.shape().dims().stream().mapToLong(Integer::longValue).toArray();
  }

  private static Map<String, Tensor> fromOnnx(OrtSession.Result result) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      if (output.getValue() instanceof OnnxTensor tensor && isSupported(tensor.getInfo())) {
        outputs.put(output.getKey(), fromOnnx(tensor));
      }
    }
    return outputs;
  }

  private static boolean isSupported(TensorInfo info) {
    return switch (info.type) {
      case FLOAT, FLOAT16, DOUBLE, INT8, UINT8, INT16, INT32, INT64, BOOL -> true;
      default -> false;
    };
  }

  private static Tensor fromOnnx(OnnxTensor tensor) {
    Shape shape = Shape.of(Arrays.stream(tensor.getInfo().getShape()).mapToInt(Math::toIntExact).toArray());
    if (tensor.getInfo().type == OnnxJavaType.FLOAT16) {
      Tensor floats = Tensor.zeros(TensorType.f32(shape));
      tensor.getFloatBuffer().get(floats.floats());
      return floats;
    }
    ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    Tensor result = Tensor.zeros(TensorType.of(dtype(tensor.getInfo()), shape));
    switch (result.type().dtype()) {
      case F32 -> bytes.asFloatBuffer().get(result.floats());
      case S8, U8, BOOL -> bytes.get(result.bytes());
      case S16, U16 -> bytes.asShortBuffer().get(result.shorts());
      case S32, U32 -> bytes.asIntBuffer().get(result.ints());
      case S64, U64 -> bytes.asLongBuffer().get(result.longs());
      case F64 -> bytes.asDoubleBuffer().get(result.doubles());
    }
    return result;
  }

  private static DType dtype(TensorInfo info) {
    return switch (info.type) {
      case DOUBLE -> DType.F64;
      case INT8 -> DType.S8;
      case UINT8 -> DType.U8;
      case INT16 -> DType.S16;
      case INT32 -> DType.S32;
      case INT64 -> DType.S64;
      case BOOL -> DType.BOOL;
      default -> DType.F32;
    };
  }

  private static OnnxTensor toOnnx(Tensor tensor) throws OrtException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(tensor.type().bytes()).order(ByteOrder.nativeOrder());
    switch (tensor.type().dtype()) {
      case F32 -> bytes.asFloatBuffer().put(tensor.floats());
      case S8, U8, BOOL -> bytes.duplicate().put(tensor.bytes());
      case S16, U16 -> bytes.asShortBuffer().put(tensor.shorts());
      case S32, U32 -> bytes.asIntBuffer().put(tensor.ints());
      case S64, U64 -> bytes.asLongBuffer().put(tensor.longs());
      case F64 -> bytes.asDoubleBuffer().put(tensor.doubles());
    }
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), bytes, dims(tensor), type(tensor.type().dtype()));
  }

  private static OnnxJavaType type(DType dtype) {
    return switch (dtype) {
      case F32 -> OnnxJavaType.FLOAT;
      case S8 -> OnnxJavaType.INT8;
      case U8 -> OnnxJavaType.UINT8;
      case S16 -> OnnxJavaType.INT16;
      case U16, U32, U64 -> throw new IllegalArgumentException("ONNX Runtime's Java interface has no " + dtype.text());
      case F64 -> OnnxJavaType.DOUBLE;
      case S32 -> OnnxJavaType.INT32;
      case S64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
    };
  }

  private static ProblemException refused(OrtException e) {
    return new ProblemException(
        Code.E102, "", "ONNX Runtime refuses the model: " + e.getMessage() + ".", "Compare with another version of ONNX Runtime.");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
