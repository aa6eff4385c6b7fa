/** ONNX files as protobuf: read, checked and decoded, but not yet understood. */
package org.modelc.onnx.model;
