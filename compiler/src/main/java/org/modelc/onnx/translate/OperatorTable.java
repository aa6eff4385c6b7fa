package org.modelc.onnx.translate;

import static org.modelc.onnx.translate.Operator.Handling.ALIASES;
import static org.modelc.onnx.translate.Operator.Handling.COMPUTES;
import static org.modelc.onnx.translate.Operator.Handling.MOVES;
import static org.modelc.onnx.translate.Operator.Handling.QUANTISES;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.op.Binary;
import org.modelc.op.Bitwise;
import org.modelc.op.Reduce;
import org.modelc.op.Scan;
import org.modelc.op.Unary;

/** Every operator that modelc imports, with what is supported of it and its translator. Documentation is generated from this table. */
public final class OperatorTable {
  private static final String ONNX = "";
  private static final String ML = "ai.onnx.ml";
  private static final String MICROSOFT = "com.microsoft";

  private static final List<Row> ROWS = List.of(
      // Matrix products and convolutions
      one(ONNX, "Conv", 7, COMPUTES, ConvTranslator::translate, "1-D to 3-D, groups, dilations, any padding; int8 with constant weights"),
      one(ONNX, "ConvTranspose", 7, COMPUTES, ConvTranslator::transposed, "as Conv over the input with zeros between its elements"),
      one(ONNX, "Col2Im", 18, COMPUTES, Col2ImTranslator::translate, "constant shapes"),
      one(ONNX, "Einsum", 12, COMPUTES, EinsumTranslator::translate, "float32"),
      one(ONNX, "DeformConv", 19, COMPUTES, SamplingTranslator::deformConv, "2-D"),
      one(ONNX, "Det", 11, COMPUTES, DeterminantTranslator::translate, "up to 4 rows"),
      one(ONNX, "Gemm", 7, COMPUTES, GemmTranslator::translate, ""),
      one(ONNX, "MatMul", 7, COMPUTES, MatMulTranslator::translate, ""),

      // Pooling and reduction
      one(ONNX, "AveragePool", 7, COMPUTES, PoolTranslator::average, "1-D to 3-D, ceil_mode, count_include_pad"),
      one(ONNX, "GlobalAveragePool", 7, COMPUTES, PoolTranslator::globalAverage, ""),
      one(ONNX, "GlobalMaxPool", 7, MOVES, PoolTranslator::globalMax, ""),
      many(ONNX, "MaxPool", 7, MOVES, PoolTranslator::max, "1-D to 3-D, ceil_mode, dilations; Indices of float32"),
      one(ONNX, "MaxUnpool", 9, COMPUTES, PoolTranslator::unpool, "constant output_shape"),
      one(ONNX, "LpPool", 7, COMPUTES, PoolTranslator::lp, "as AveragePool"),
      one(ONNX, "ArgMax", 7, COMPUTES, ReduceTranslator::argMax, ""),
      one(ONNX, "ArgMin", 7, COMPUTES, ReduceTranslator::argMin, ""),
      one(ONNX, "ReduceL1", 7, COMPUTES, ReduceTranslator::sumOfMagnitudes, "constant axes"),
      one(ONNX, "ReduceL2", 7, COMPUTES, ReduceTranslator::rootOfSquares, "constant axes"),
      one(ONNX, "ReduceLogSum", 7, COMPUTES, ReduceTranslator::logOfSum, "constant axes"),
      one(ONNX, "ReduceLogSumExp", 7, COMPUTES, ReduceTranslator::logOfSumOfExponentials, "constant axes"),
      one(ONNX, "ReduceProd", 7, COMPUTES, ReduceTranslator.reduce(Reduce.Kind.PROD, 18), "constant axes; float32"),
      one(ONNX, "ReduceSumSquare", 7, COMPUTES, ReduceTranslator::sumOfSquares, "constant axes"),
      one(ONNX, "ReduceMax", 7, MOVES, ReduceTranslator.reduce(Reduce.Kind.MAX, 18), "constant axes"),
      one(ONNX, "ReduceMean", 7, COMPUTES, ReduceTranslator.reduce(Reduce.Kind.MEAN, 18), "constant axes"),
      one(ONNX, "ReduceMin", 7, MOVES, ReduceTranslator.reduce(Reduce.Kind.MIN, 18), "constant axes"),
      one(ONNX, "ReduceSum", 7, COMPUTES, ReduceTranslator.reduce(Reduce.Kind.SUM, 13), "constant axes"),

      many(ONNX, "TopK", 7, COMPUTES, IndexTranslator::topK, "constant K; sorted"),
      one(ONNX, "Hardmax", 7, COMPUTES, IndexTranslator::hardmax, ""),
      one(ONNX, "CumSum", 11, COMPUTES, ScanTranslator.cumulative(Scan.Kind.SUM), "constant axis"),
      one(ONNX, "CumProd", 26, COMPUTES, ScanTranslator.cumulative(Scan.Kind.PROD), "constant axis"),

      // Control flow
      many(ONNX, "If", 7, COMPUTES, ControlTranslator::branch, "both branches where the condition is computed at run time"),
      many(ONNX, "Loop", 7, COMPUTES, ControlTranslator::loop, "a constant number of turns, laid out one after the other"),
      many(ONNX, "Scan", 9, COMPUTES, ControlTranslator::scan, "laid out one turn after the other"),

      // Sequences
      many(ONNX, "GRU", 7, COMPUTES, RecurrentTranslator::gru, "static length; one kernel for whole sequences with the default activations, else one step after the other"),
      many(ONNX, "LSTM", 7, COMPUTES, RecurrentTranslator::lstm, "static length; one kernel for whole sequences with the default activations, else one step after the other"),
      many(ONNX, "RNN", 7, COMPUTES, RecurrentTranslator::rnn, "static length; one kernel for whole sequences with the default activations, else one step after the other"),

      many(ONNX, "Attention", 23, COMPUTES, AttentionTranslator::translate, "float32"),
      many(ONNX, "CausalConvWithState", 27, COMPUTES, SequenceTranslator::causalConvolution, "float32"),
      one(ONNX, "RotaryEmbedding", 23, COMPUTES, SequenceTranslator::rotary, "float32"),
      one(ONNX, "TensorScatter", 24, COMPUTES, SequenceTranslator::tensorScatter, ""),

      // Normalisation
      many(ONNX, "LayerNormalization", 17, COMPUTES, NormTranslator::layer, ""),
      one(ONNX, "RMSNormalization", 23, COMPUTES, NormTranslator::rootMeanSquare, ""),
      one(ONNX, "InstanceNormalization", 7, COMPUTES, NormTranslator::instance, ""),
      one(ONNX, "GroupNormalization", 18, COMPUTES, NormTranslator::group, ""),
      one(ONNX, "MeanVarianceNormalization", 9, COMPUTES, NormTranslator::meanVariance, ""),
      one(ONNX, "LpNormalization", 7, COMPUTES, NormTranslator::lp, ""),
      one(ONNX, "LRN", 7, COMPUTES, NormTranslator::localResponse, ""),

      // Arithmetic
      one(ONNX, "Add", 7, COMPUTES, ArithmeticTranslator.binary(Binary.Kind.ADD), "broadcasting"),
      one(ONNX, "Div", 7, COMPUTES, ArithmeticTranslator::divide, "broadcasting; a constant divisor becomes a factor"),
      one(ONNX, "Max", 7, COMPUTES, ArithmeticTranslator.variadic(Binary.Kind.MAX), "broadcasting"),
      one(ONNX, "Mean", 7, COMPUTES, ArithmeticTranslator::mean, "broadcasting"),
      one(ONNX, "Min", 7, COMPUTES, ArithmeticTranslator.variadic(Binary.Kind.MIN), "broadcasting"),
      one(ONNX, "Mod", 10, COMPUTES, ArithmeticTranslator::modulus, "broadcasting"),
      one(ONNX, "Mul", 7, COMPUTES, ArithmeticTranslator.binary(Binary.Kind.MUL), "broadcasting"),
      one(ONNX, "Pow", 7, COMPUTES, ArithmeticTranslator::power, "broadcasting"),
      one(ONNX, "Sub", 7, COMPUTES, ArithmeticTranslator.binary(Binary.Kind.SUB), "broadcasting"),
      one(ONNX, "Sum", 7, COMPUTES, ArithmeticTranslator.variadic(Binary.Kind.ADD), "broadcasting"),
      one(ONNX, "BatchNormalization", 7, COMPUTES, BatchNormTranslator::translate, "inference only"),

      // Comparison, logic, bits
      one(ONNX, "Equal", 7, COMPUTES, ComparisonTranslator::equal, "broadcasting"),
      one(ONNX, "Greater", 7, COMPUTES, ComparisonTranslator::greater, "broadcasting"),
      one(ONNX, "GreaterOrEqual", 12, COMPUTES, ComparisonTranslator::greaterOrEqual, "broadcasting"),
      one(ONNX, "Less", 7, COMPUTES, ComparisonTranslator::less, "broadcasting"),
      one(ONNX, "LessOrEqual", 12, COMPUTES, ComparisonTranslator::lessOrEqual, "broadcasting"),
      one(ONNX, "And", 7, COMPUTES, ComparisonTranslator.logic(Bitwise.Kind.AND), "broadcasting"),
      one(ONNX, "Or", 7, COMPUTES, ComparisonTranslator.logic(Bitwise.Kind.OR), "broadcasting"),
      one(ONNX, "Xor", 7, COMPUTES, ComparisonTranslator.logic(Bitwise.Kind.XOR), "broadcasting"),
      one(ONNX, "Not", 1, COMPUTES, ComparisonTranslator::not, ""),
      one(ONNX, "BitShift", 11, COMPUTES, ComparisonTranslator::shift, "broadcasting"),
      one(ONNX, "BitwiseAnd", 18, COMPUTES, ComparisonTranslator.bits(Bitwise.Kind.AND), "broadcasting"),
      one(ONNX, "BitwiseNot", 18, COMPUTES, ComparisonTranslator::bitwiseNot, ""),
      one(ONNX, "BitwiseOr", 18, COMPUTES, ComparisonTranslator.bits(Bitwise.Kind.OR), "broadcasting"),
      one(ONNX, "BitwiseXor", 18, COMPUTES, ComparisonTranslator.bits(Bitwise.Kind.XOR), "broadcasting"),
      one(ONNX, "IsInf", 10, COMPUTES, ComparisonTranslator::isInf, ""),
      one(ONNX, "IsNaN", 9, COMPUTES, ComparisonTranslator::isNaN, ""),
      one(ONNX, "Where", 9, COMPUTES, ConstantTranslator::where, "broadcasting"),

      // Activation functions
      one(ONNX, "Clip", 7, COMPUTES, ActivationTranslator::clip, ""),
      one(ONNX, "PRelu", 7, COMPUTES, ActivationTranslator::prelu, ""),
      one(ONNX, "Relu", 7, COMPUTES, ActivationTranslator::relu, ""),
      one(ONNX, "LogSoftmax", 7, COMPUTES, SoftmaxTranslator::logSoftmax, ""),
      one(ONNX, "Softmax", 7, COMPUTES, SoftmaxTranslator::softmax, "before opset 13 over all axes from `axis` on"),
      one(ONNX, "Celu", 12, COMPUTES, ActivationTranslator::celu, ""),
      one(ONNX, "Elu", 7, COMPUTES, ActivationTranslator.withAlpha(Unary.Kind.ELU, 1), ""),
      one(ONNX, "Gelu", 20, COMPUTES, ActivationTranslator::gelu, ""),
      one(ONNX, "HardSigmoid", 7, COMPUTES, ActivationTranslator.withTwo(Unary.Kind.HARD_SIGMOID, 0.2f, "beta", 0.5f), ""),
      one(ONNX, "HardSwish", 14, COMPUTES, ActivationTranslator.plain(Unary.Kind.HARD_SWISH), ""),
      one(ONNX, "LeakyRelu", 7, COMPUTES, ActivationTranslator.withAlpha(Unary.Kind.LEAKY_RELU, 0.01f), ""),
      one(ONNX, "Mish", 18, COMPUTES, ActivationTranslator.plain(Unary.Kind.MISH), ""),
      one(ONNX, "Selu", 7, COMPUTES, ActivationTranslator.withTwo(
          Unary.Kind.SELU, 1.67326319217681884765625f, "gamma", 1.05070102214813232421875f), ""),
      one(ONNX, "Shrink", 9, COMPUTES, ActivationTranslator::shrink, ""),
      one(ONNX, "Sigmoid", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.SIGMOID), ""),
      one(ONNX, "Softplus", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.SOFTPLUS), ""),
      one(ONNX, "Softsign", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.SOFTSIGN), ""),
      one(ONNX, "SwiGLU", 28, COMPUTES, ActivationTranslator::swiglu, ""),
      one(ONNX, "Swish", 24, COMPUTES, ActivationTranslator.withAlpha(Unary.Kind.SILU, 1), ""),
      one(ONNX, "Tanh", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.TANH), ""),
      one(ONNX, "ThresholdedRelu", 10, COMPUTES, ActivationTranslator.withAlpha(Unary.Kind.THRESHOLDED_RELU, 1), ""),
      one(MICROSOFT, "Gelu", 1, COMPUTES, ActivationTranslator::gelu, ""),
      one(MICROSOFT, "QuickGelu", 1, COMPUTES, ActivationTranslator.withAlpha(Unary.Kind.SILU, 1.702f), ""),

      // Other functions of one variable
      one(ONNX, "Abs", 7, COMPUTES, ActivationTranslator::magnitude, ""),
      one(ONNX, "Acos", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.ACOS), ""),
      one(ONNX, "Acosh", 9, COMPUTES, ActivationTranslator.plain(Unary.Kind.ACOSH), ""),
      one(ONNX, "Asin", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.ASIN), ""),
      one(ONNX, "Asinh", 9, COMPUTES, ActivationTranslator.plain(Unary.Kind.ASINH), ""),
      one(ONNX, "Atan", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.ATAN), ""),
      one(ONNX, "Atanh", 9, COMPUTES, ActivationTranslator.plain(Unary.Kind.ATANH), ""),
      one(ONNX, "Ceil", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.CEIL), ""),
      one(ONNX, "Cos", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.COS), ""),
      one(ONNX, "Cosh", 9, COMPUTES, ActivationTranslator.plain(Unary.Kind.COSH), ""),
      one(ONNX, "Erf", 9, COMPUTES, ActivationTranslator.plain(Unary.Kind.ERF), ""),
      one(ONNX, "Exp", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.EXP), ""),
      one(ONNX, "Floor", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.FLOOR), ""),
      one(ONNX, "Log", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.LOG), ""),
      one(ONNX, "Neg", 7, COMPUTES, ActivationTranslator::negate, ""),
      one(ONNX, "Reciprocal", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.RECIPROCAL), ""),
      one(ONNX, "Round", 11, COMPUTES, ActivationTranslator.plain(Unary.Kind.ROUND), ""),
      one(ONNX, "Sign", 9, COMPUTES, ActivationTranslator.plain(Unary.Kind.SIGN), ""),
      one(ONNX, "Sin", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.SIN), ""),
      one(ONNX, "Sinh", 9, COMPUTES, ActivationTranslator.plain(Unary.Kind.SINH), ""),
      one(ONNX, "Sqrt", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.SQRT), ""),

      one(ONNX, "Tan", 7, COMPUTES, ActivationTranslator.plain(Unary.Kind.TAN), ""),

      // Shapes and movement
      one(ONNX, "CenterCropPad", 18, COMPUTES, RearrangeTranslator::centerCropPad, "constant shape"),
      one(ONNX, "Concat", 7, MOVES, MoveTranslator::concat, ""),
      one(ONNX, "DepthToSpace", 7, MOVES, RearrangeTranslator::depthToSpace, ""),
      many(ONNX, "Dropout", 7, ALIASES, ShapeTranslator::dropout, "inference only"),
      one(ONNX, "Expand", 8, COMPUTES, ConstantTranslator::expand, "constant shape"),
      one(ONNX, "Flatten", 7, MOVES, ShapeTranslator::flatten, ""),
      one(ONNX, "Gather", 7, MOVES, MoveTranslator::gather, "an index out of range is moved into it"),
      one(ONNX, "GatherElements", 11, COMPUTES, IndexTranslator::gatherElements, ""),
      one(ONNX, "GatherND", 11, COMPUTES, IndexTranslator::gatherNd, ""),
      one(ONNX, "AffineGrid", 20, COMPUTES, SamplingTranslator::affineGrid, "constant size"),
      one(ONNX, "GridSample", 16, COMPUTES, SamplingTranslator::gridSample, "2-D and 3-D"),
      one(ONNX, "RoiAlign", 10, COMPUTES, SamplingTranslator::roiAlign, ""),
      one(ONNX, "Identity", 7, ALIASES, ShapeTranslator::identity, ""),
      one(ONNX, "Pad", 7, MOVES, PadTranslator::translate, "constant pads"),
      one(ONNX, "Reshape", 7, MOVES, ShapeTranslator::reshape, "constant shape"),
      one(ONNX, "Compress", 9, COMPUTES, SelectionTranslator::compress, "size at run time"),
      one(ONNX, "NonMaxSuppression", 10, COMPUTES, SelectionTranslator::nonMaxSuppression, "constant max_output_boxes_per_class; size at run time"),
      one(ONNX, "NonZero", 9, COMPUTES, SelectionTranslator::nonZero, "size at run time"),
      many(ONNX, "Unique", 11, COMPUTES, UniqueTranslator::translate, "slices of up to 64 elements; size at run time"),
      one(ONNX, "OneHot", 9, COMPUTES, IndexTranslator::oneHot, "constant depth"),
      one(ONNX, "Resize", 10, MOVES, ResizeTranslator::resize, "constant sizes or scales"),
      one(ONNX, "ReverseSequence", 10, COMPUTES, IndexTranslator::reverseSequence, ""),
      one(ONNX, "Scatter", 7, COMPUTES, IndexTranslator::scatterElements, "as ScatterElements"),
      one(ONNX, "ScatterElements", 11, COMPUTES, IndexTranslator::scatterElements, "reductions of float32"),
      one(ONNX, "ScatterND", 11, COMPUTES, IndexTranslator::scatterNd, "reductions of float32"),
      one(ONNX, "SpaceToDepth", 7, MOVES, RearrangeTranslator::spaceToDepth, ""),
      one(ONNX, "Slice", 7, MOVES, SliceTranslator::slice, "constant bounds"),
      many(ONNX, "Split", 7, MOVES, SliceTranslator::split, "constant sizes"),
      one(ONNX, "Squeeze", 7, MOVES, ShapeTranslator::squeeze, "constant axes"),
      one(ONNX, "Tile", 7, MOVES, RearrangeTranslator::tile, "constant repeats"),
      one(ONNX, "Trilu", 14, COMPUTES, RearrangeTranslator::trilu, "constant k"),
      one(ONNX, "Transpose", 7, MOVES, MoveTranslator::transpose, ""),
      one(ONNX, "Unsqueeze", 7, MOVES, ShapeTranslator::unsqueeze, "constant axes"),

      one(ONNX, "Upsample", 7, MOVES, ResizeTranslator::upsample, "constant scales"),

      // Signals
      one(ONNX, "DFT", 17, COMPUTES, FourierTranslator::transform, "constant length"),
      one(ONNX, "STFT", 17, COMPUTES, FourierTranslator::shortTime, "constant frames"),
      one(ONNX, "BlackmanWindow", 17, COMPUTES, FourierTranslator.window(0.42, -0.5, 0.08), "constant size"),
      one(ONNX, "HammingWindow", 17, COMPUTES, FourierTranslator.window(25.0 / 46, -21.0 / 46), "constant size"),
      one(ONNX, "HannWindow", 17, COMPUTES, FourierTranslator.window(0.5, -0.5), "constant size"),
      one(ONNX, "MelWeightMatrix", 17, COMPUTES, FourierTranslator::mel, "of constants"),

      // Constants and element types
      one(ONNX, "Cast", 7, COMPUTES, ConstantTranslator::cast, "between floats, integers up to 64 bits and bool"),
      one(ONNX, "BitCast", 26, COMPUTES, ConstantTranslator::bitCast, ""),
      one(ONNX, "CastLike", 15, COMPUTES, ConstantTranslator::castLike, "as Cast"),
      one(ONNX, "Constant", 7, COMPUTES, ConstantTranslator::constant, "dense numbers"),
      one(ONNX, "ConstantOfShape", 9, COMPUTES, ConstantTranslator::constantOfShape, "constant shape"),
      one(ONNX, "EyeLike", 9, COMPUTES, ConstantTranslator::eyeLike, ""),
      one(ONNX, "Range", 11, COMPUTES, ConstantTranslator::range, "of constants"),
      one(ONNX, "Shape", 7, MOVES, ConstantTranslator::shape, ""),
      one(ONNX, "Size", 7, MOVES, ConstantTranslator::size, ""),

      // Quantisation
      one(ONNX, "DequantizeLinear", 10, QUANTISES, QdqTranslator::dequantise, "integer kernels: int8, uint8, int16 with zero point 0, constant scales per tensor, constants per channel too; all else in float"),
      one(ONNX, "QuantizeLinear", 10, QUANTISES, QdqTranslator::quantise, "integer kernels: to int8, uint8, and int16 with zero point 0, constant scales per tensor; all else in float"),
      one(ONNX, "QLinearConv", 10, QUANTISES, QOperatorTranslator::conv, "as Conv"),
      one(ONNX, "QLinearMatMul", 10, QUANTISES, QOperatorTranslator::matMul, "as MatMul"),
      many(ONNX, "DynamicQuantizeLinear", 11, COMPUTES, ComputedQuantisation::dynamic, ""),
      one(ONNX, "ConvInteger", 10, QUANTISES, ComputedQuantisation::integerConv, "in float; sums of up to 258 products"),
      one(ONNX, "MatMulInteger", 10, QUANTISES, ComputedQuantisation::integerMatMul, "in float; sums of up to 258 products"),
      one(MICROSOFT, "DequantizeLinear", 1, QUANTISES, QdqTranslator::dequantise, "as ONNX's"),
      one(MICROSOFT, "QuantizeLinear", 1, QUANTISES, QdqTranslator::quantise, "as ONNX's"),
      one(MICROSOFT, "QGemm", 1, QUANTISES, QOperatorTranslator::gemm, "as Gemm"),
      one(MICROSOFT, "QLinearAdd", 1, QUANTISES, QOperatorTranslator.binary(ArithmeticTranslator.binary(Binary.Kind.ADD)), ""),
      one(MICROSOFT, "QLinearAveragePool", 1, QUANTISES, QOperatorTranslator.unary(PoolTranslator::average), "channels first"),
      one(MICROSOFT, "QLinearConcat", 1, QUANTISES, QOperatorTranslator::concat, ""),
      one(MICROSOFT, "QLinearGlobalAveragePool", 1, QUANTISES, QOperatorTranslator.unary(PoolTranslator::globalAverage), "channels first"),
      one(MICROSOFT, "QLinearLeakyRelu", 1, QUANTISES,
          QOperatorTranslator.unary(ActivationTranslator.withAlpha(Unary.Kind.LEAKY_RELU, 0.01f)), ""),
      one(MICROSOFT, "QLinearMul", 1, QUANTISES, QOperatorTranslator.binary(ArithmeticTranslator.binary(Binary.Kind.MUL)), ""),
      one(MICROSOFT, "QLinearSigmoid", 1, QUANTISES, QOperatorTranslator.unary(ActivationTranslator.plain(Unary.Kind.SIGMOID)), ""),
      one(MICROSOFT, "QLinearSoftmax", 1, QUANTISES, QOperatorTranslator.unary(QOperatorTranslator::softmax), ""),

      // scikit-learn
      one(ML, "ArrayFeatureExtractor", 1, COMPUTES, MlTranslator::arrayFeatureExtractor, ""),
      one(ML, "Binarizer", 1, COMPUTES, MlTranslator::binarizer, ""),
      one(ML, "FeatureVectorizer", 1, COMPUTES, MlTranslator::featureVectorizer, ""),
      one(ML, "Imputer", 1, COMPUTES, MlTranslator::imputer, "float32"),
      one(ML, "LabelEncoder", 2, COMPUTES, MlTranslator::labelEncoder, "from numbers to numbers"),
      many(ML, "LinearClassifier", 1, COMPUTES, LinearTranslator::classifier, "weights for each class; labels int64"),
      one(ML, "LinearRegressor", 1, COMPUTES, LinearTranslator::regressor, ""),
      one(ML, "Normalizer", 1, COMPUTES, MlTranslator::normalizer, ""),
      one(ML, "OneHotEncoder", 1, COMPUTES, MlTranslator::oneHotEncoder, "of integers"),
      one(ML, "Scaler", 1, COMPUTES, MlTranslator::scaler, ""),
      many(ML, "SVMClassifier", 1, COMPUTES, SupportVectorTranslator::classifier, "with support vectors; labels int64; no PROBIT"),
      one(ML, "SVMRegressor", 1, COMPUTES, SupportVectorTranslator::regressor, "with support vectors"),
      one(ML, "TreeEnsemble", 5, COMPUTES, TreeTranslator::ensemble, "in float32"),
      many(ML, "TreeEnsembleClassifier", 1, COMPUTES, TreeTranslator::classifier, "in float32; labels int64; no PROBIT"),
      one(ML, "TreeEnsembleRegressor", 1, COMPUTES, TreeTranslator::regressor, "in float32; no PROBIT"),
      one(ML, "ZipMap", 1, ALIASES, MlTranslator::zipMap, "dropped: the result is the array"));

  private static final Map<String, Row> BY_NAME = index();

  private OperatorTable() {}

  /** An operator and what translates it. */
  record Row(Operator operator, Translator translator) {}

  /** All supported operators, grouped as in the table. */
  public static List<Operator> operators() {
    return ROWS.stream().map(Row::operator).toList();
  }

  /** Whether modelc has a translator for the node's operator, in any version. */
  public static boolean isSupported(OnnxNode node) {
    return find(node).isPresent();
  }

  static Optional<Row> find(OnnxNode node) {
    return Optional.ofNullable(BY_NAME.get(key(node.domain(), node.type())));
  }

  static boolean isAlias(OnnxNode node) {
    return find(node).map(row -> row.operator().handling() == ALIASES).orElse(false);
  }

  private static Row one(
      String domain, String type, int since, Operator.Handling handling, Translator.OfOneOutput translator, String note) {
    return many(domain, type, since, handling, node -> List.of(translator.translate(node)), note);
  }

  private static Row many(String domain, String type, int since, Operator.Handling handling, Translator translator, String note) {
    return new Row(new Operator(domain, type, since, handling, note), translator);
  }

  private static Map<String, Row> index() {
    Map<String, Row> byName = new LinkedHashMap<>();
    for (Row row : ROWS) {
      byName.put(key(row.operator().domain(), row.operator().type()), row);
    }
    return byName;
  }

  private static String key(String domain, String type) {
    return domain + ":" + type;
  }
}
