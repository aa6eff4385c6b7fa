/** Reads ONNX files: {@link org.modelc.onnx.OnnxImporter} is the way in. */
package org.modelc.onnx;
