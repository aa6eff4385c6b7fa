package org.modelc.problem;

/**
 * Stable codes of everything modelc reports about its inputs; {@code docs/errors.md} is generated from them.
 *
 * <p>The first digit is the stage: 1 the model file, 2 the graph, 3 data and quantisation, 4 target and output, 5 tool chain, 6 training,
 * 9 modelc itself. A code is never reused for another meaning.
 */
public enum Code {
  E101("The model file cannot be read", "Check the path and the permissions."),
  E102("The file is not an ONNX model", "It is truncated, damaged or of another format; export it again."),
  E103("The model uses an unsupported opset or IR version", "Export with opset 7 to 28 of the default domain."),
  E104("External data is missing, too short, or outside the model's folder", "Keep the .data file beside the model as the exporter wrote it."),
  E105("A tensor in the file is malformed", "Export the model again."),
  E106("A tensor holds NaN or infinite values", "The training diverged or the export failed; check the weights."),
  E107("The model is too large for a microcontroller", "Choose a smaller network; the message names the limit."),

  E201("The graph is not well formed", "Export the model again."),
  E202("An operator is not supported", "Run `modelc ops` for the list; replace the layer or export with other options."),
  E203("An attribute or input of a node has an unsupported value", "Change the layer, or export with other options."),
  E204("A shape is wrong or not static", "Check the layer's shapes; inputs need fixed shapes but for the batch, which becomes 1."),
  E205("An element type is not supported here", "Insert a Cast, or export with float32."),

  E301("A sample file cannot be read", "Give an .npy, or an .npz with the arrays named like the inputs or `x` (and `y` for labels)."),
  E302("Samples do not fit the model's inputs", "Give shape [samples, ...input shape] or use --layout."),
  E303("Calibration data is needed", "Give --calibration samples.npz, or compile with --dtype f32."),
  E304("A value cannot be quantised", "The message names the layer and the reason."),
  E305("An accumulator may overflow 32 bits", "Reduce the layer's width or use per-channel scales; the message names the layer and the bound."),
  E306("Labels do not fit", "Give one class index for each sample."),
  E307("No choice of formats meets the budget", "The message says what is possible."),
  E308("A layer would stay in floating point", "Replace the layer by one that has integer kernels, or leave out --require-int8."),
  E321("The network cannot be pruned as asked", "The message says what is possible."),

  E401("Unknown target", "Run `modelc targets` for the list."),
  E402("The output cannot be written", "Choose a folder that can be created and written."),
  E403("An option has a bad value", "See --help."),
  E404("The file of a target is wrong", "Correct the key that the message names; targets/cortex-m4.yaml is an example."),
  E405("The network does not fit the memory", "Allow more with --ram, or choose a smaller network."),
  E406("The input cannot be handed over in rows", "Leave out --input-rows."),
  E407("The network does not fit the demo", "It needs one input, a grey or colour image that the camera can give, and one row of scores."),
  E408("The network cannot run on a stream", "Export it without padding along the axis of the rows, or leave out --stream and run whole windows."),
  E409("A state cannot be kept", "Name an input and an output of equal shape and type, --state INPUT=OUTPUT; `modelc inspect` lists them."),

  E501("A tool chain is missing", "Install what the message names, or use --toolchain docker."),
  E502("The generated C did not compile", "If the linker says that a region overflowed, the network is too large for the target; else report this defect of modelc with the model."),
  E503("The firmware did not run to its end", "The message has its output."),
  E504("The firmware's bytes differ from the interpreter's", "This is a defect of modelc: report it with the model."),

  E505("The training engine is missing", "It runs on Linux with x86-64; ./modelc fetches it (120 MB) when a training command is used first."),
  E506("The board was not flashed", "Check port, cable and --board; kflash says what it saw."),

  E601("The network cannot be trained", "Give a float model of operators that the message does not name."),
  E602("Training diverged", "Lower --learning-rate, and check how the samples are scaled (--input-scale, --input-mean, --input-std)."),
  E603("There is too little data", "Give more samples, or a smaller --holdout or --batch."),
  E604("A checkpoint does not fit", "Continue with the model, data and options that the run began with, or start anew without --resume."),
  E605("Teacher and student do not fit", "Both need the same inputs and the same classes."),
  E606("A recipe is wrong", "Correct what the message names; docs/training.md has an example."),

  E901("Internal error", "This is a defect of modelc: report it with the model and the output of --debug."),

  W101("Part of the model is ignored", "Nothing needs to be done if the message is expected."),
  W102("Doubles or half floats are computed in single precision", "Export with float32, unless inputs and outputs have to be doubles."),
  W301("Weights are requantised", "Export with symmetric weights to keep them as they are."),
  W302("A layer stays in floating point", "It needs the float kernels; see the message for the reason.");

  private final String meaning;
  private final String remedy;

  Code(String meaning, String remedy) {
    this.meaning = meaning;
    this.remedy = remedy;
  }

  public String meaning() {
    return meaning;
  }

  /** What to do where the problem itself has nothing more specific. */
  public String remedy() {
    return remedy;
  }

  public boolean isError() {
    return name().charAt(0) == 'E';
  }
}
