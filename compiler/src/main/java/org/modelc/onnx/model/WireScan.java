package org.modelc.onnx.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * Walks the bytes of a protobuf message without building anything. A field of two bytes can become an object of a hundred, so a small file
 * could fill the heap; this walk refuses such a file before it is parsed.
 */
final class WireScan {
  private static final int FIELDS = 1_000_000;
  private static final long PACKED_BYTES = 1L << 25;
  private static final int DEPTH = 90;

  private final CodedInputStream input;
  private long fields;
  private long packedBytes;

  private WireScan(CodedInputStream input) {
    this.input = input;
  }

  /**
   * Accepts or refuses {@code bytes} as a message of type {@code type}.
   *
   * @throws ProblemException E107 if the message has too many fields
   * @throws IOException if it is malformed
   */
  static void check(ByteString bytes, Descriptor type) throws IOException {
    new WireScan(bytes.newCodedInput()).message(type, 0);
  }

  private void message(Descriptor type, int depth) throws IOException {
    if (depth > DEPTH) {
      throw new InvalidProtocolBufferException("messages nest more than " + DEPTH + " deep");
    }
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      field(tag, type, depth);
    }
  }

  private void field(int tag, Descriptor type, int depth) throws IOException {
    FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
    boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    count(1, 0);
    if (field == null || !delimited) {
      input.skipField(tag);
    } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      int outerLimit = input.pushLimit(input.readRawVarint32());
      message(field.getMessageType(), depth + 1);
      input.checkLastTagWas(0);
      input.popLimit(outerLimit);
    } else {
      int length = input.readRawVarint32();
      count(0, field.isPackable() ? length : 0);
      input.skipRawBytes(length);
    }
  }

  private void count(int moreFields, int morePackedBytes) {
    fields += moreFields;
    packedBytes += morePackedBytes;
    if (fields > FIELDS || packedBytes > PACKED_BYTES) {
      throw new ProblemException(
          Code.E107, "", "The file has more than " + FIELDS + " fields, or " + PACKED_BYTES + " bytes of numbers outside raw data.");
    }
  }
}
