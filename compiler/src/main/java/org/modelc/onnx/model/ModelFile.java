package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * An ONNX file as it stands on disk, not yet looked into.
 *
 * @param path the file; external data lies in its folder
 */
public record ModelFile(Path path, ModelProto proto) {
  static final long OLDEST_IR = 3;
  static final long NEWEST_IR = 14;

  /**
   * Reads and parses the file.
   *
   * @throws ProblemException E101, E102, E103 or E107
   */
  public static ModelFile read(Path path) {
    try {
      ModelProto model = parse(readBytes(path));
      if (!model.hasGraph()) {
        throw new ProblemException(Code.E102, path.toString(), "the file holds no graph.");
      }
      if (model.getIrVersion() < OLDEST_IR || model.getIrVersion() > NEWEST_IR) {
        throw new ProblemException(
            Code.E103, path.toString(),
            "IR version " + model.getIrVersion() + " is not supported.",
            "Export with IR version " + OLDEST_IR + " to " + NEWEST_IR + ".");
      }
      return new ModelFile(path, model);
    } catch (IOException malformed) {
      throw new ProblemException(Code.E102, path.toString(), "the file cannot be parsed.");
    }
  }

  /** The folder that external data must lie in. */
  public Path folder() {
    return path.toAbsolutePath().getParent();
  }

  private static ByteString readBytes(Path path) {
    try {
      if (!Files.isRegularFile(path)) {
        throw new ProblemException(Code.E101, path.toString(), Files.exists(path) ? "this is not a file." : "there is no such file.");
      }
      if (Files.size(path) > Limits.FILE_BYTES) {
        throw new ProblemException(
            Code.E107, path.toString(), "the file has " + Files.size(path) + " bytes, the limit is " + Limits.FILE_BYTES + ".");
      }
      return UnsafeByteOperations.unsafeWrap(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new ProblemException(Code.E101, path.toString(), "the file cannot be opened (" + e.getClass().getSimpleName() + ").");
    }
  }

  /** Weights stay slices of {@code bytes}: they are not copied. */
  private static ModelProto parse(ByteString bytes) throws IOException {
    WireScan.check(bytes, ModelProto.getDescriptor());
    CodedInputStream input = bytes.newCodedInput();
    input.enableAliasing(true);
    ModelProto model = ModelProto.parseFrom(input);
    input.checkLastTagWas(0);
    return model;
  }
}
