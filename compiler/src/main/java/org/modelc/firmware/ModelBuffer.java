package org.modelc.firmware;

/**
 * An input or output of a generated model.
 *
 * @param cType C type of an element, e.g. {@code int8_t}
 * @param elements number of elements
 * @param bytes size in bytes
 */
public record ModelBuffer(String cType, int elements, int bytes) {

  public ModelBuffer {
    if (elements < 0 || elements == 0 && bytes != 0 || elements > 0 && (bytes <= 0 || bytes % elements != 0)) {
      throw new IllegalArgumentException(elements + " elements do not fit into " + bytes + " bytes");
    }
  }
}
