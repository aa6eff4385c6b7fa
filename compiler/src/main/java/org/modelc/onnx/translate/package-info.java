/** ONNX nodes to IR nodes: {@link org.modelc.onnx.translate.OperatorTable} lists the operators, one translator a family. */
package org.modelc.onnx.translate;
