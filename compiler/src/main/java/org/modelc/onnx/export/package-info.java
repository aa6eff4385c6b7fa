/** Writes graphs as ONNX files: {@link org.modelc.onnx.export.OnnxExport} is the way in. */
package org.modelc.onnx.export;
