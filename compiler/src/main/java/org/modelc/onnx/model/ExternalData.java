package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Reads elements that a model keeps in other files of its folder. Nothing outside that folder is opened, symbolic links included. */
final class ExternalData {
  private final Path folder;

  /** @param folder the folder of the model file */
  ExternalData(Path folder) {
    this.folder = folder;
  }

  /**
   * The {@code length} bytes of {@code tensor}, little-endian.
   *
   * @throws OpException E104
   */
  ByteBuffer read(TensorProto tensor, int length) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    String location = entries.getOrDefault("location", "");
    long offset = number(entries, "offset", 0);
    long stored = number(entries, "length", length);
    if (stored != length) {
      throw problem("the tensor needs " + length + " bytes, its entry says " + stored + " bytes of \"" + location + "\"");
    }
    return read(resolve(location), location, offset, length);
  }

  private static long number(Map<String, String> entries, String key, long defaultValue) {
    String text = entries.get(key);
    if (text == null) {
      return defaultValue;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // The message below says it.
    }
    throw problem(key + " \"" + text + "\" is not a number of bytes");
  }

  private Path resolve(String location) {
    try {
      Path relative = Path.of(location);
      if (location.isEmpty() || relative.isAbsolute() || relative.normalize().startsWith("..")) {
        throw problem("location \"" + location + "\" is not a path within the model's folder");
      }
      Path file = folder.resolve(relative);
      if (!Files.isRegularFile(file)) {
        throw problem("\"" + location + "\" is missing");
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw problem("location \"" + location + "\" leads out of the model's folder");
      }
      return file;
    } catch (InvalidPathException | IOException e) {
      throw problem("\"" + location + "\" cannot be opened (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static ByteBuffer read(Path file, String location, long offset, int length) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (offset > channel.size() || length > channel.size() - offset) {
        throw problem("\"" + location + "\" has " + channel.size() + " bytes, needs " + length + " from " + offset);
      }
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
        // A channel may return less than asked for.
      }
      return bytes.flip();
    } catch (IOException e) {
      throw problem("\"" + location + "\" cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static OpException problem(String cause) {
    return new OpException(Code.E104, cause);
  }
}
