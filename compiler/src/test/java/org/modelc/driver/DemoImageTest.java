package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.Toolchain;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.onnx.OnnxModelBuilder;
import org.modelc.op.Softmax;
import org.modelc.pass.PassOptions;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.quant.Classification;
import org.modelc.reference.Interpreter;
import org.modelc.target.Targets;

/**
 * The M5StickV's demo under QEMU, which has stand-ins for the board's devices at the level of their registers: what the display shows of the camera's frames is
 * what interpreter and a renderer of the test make of them.
 */
class DemoImageTest {
  private static final Preprocessing DIGITS = Preprocessing.scaledBy(0.00392157f).normalisedBy(List.of(0.1307f), List.of(0.3081f));
  private static final Preprocessing COLOURS = Preprocessing.scaledBy(1 / 255f).normalisedBy(List.of(0.5f, 0.45f, 0.4f), List.of(0.25f));
  private static final int DIGIT = 28;
  private static final int COLOUR_SIDE = 32;
  private static final Pattern LINE = Pattern.compile("^(\\S+) (\\d+) % (\\d+) us\r?$", Pattern.MULTILINE);
  private static final String OV7740 = "0x7742";
  private static final String GC0328 = "0x9d";
  private static final List<String> CAMERA = board(OV7740, true);

  private final Toolchain toolchain = TestToolchain.shared();

  /** @param camera its identity, 0 for none */
  private static List<String> board(String camera, boolean frames) {
    return List.of("-DCAMERA=" + camera, "-DFRAME_BEGINS=" + (frames ? 1 : 0), "-DPLANES_IN_SRAM=0");
  }

  /** What the demo printed of a frame. */
  private record Shown(String name, int percent, int microseconds) {
    String milliseconds() {
      return microseconds < 1_000_000 ? microseconds / 1000 + "." + microseconds / 100 % 10 : String.valueOf(microseconds / 1000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {OV7740, GC0328})
  void digitsBeforeTheCameraAreRecognised(String camera) throws IOException {
    ModelRequest request = ModelRequest.quantised(TestModels.net("student/student.onnx"), TestModels.net("lenet/calibration.npz"), DIGITS);
    PreparedModel model = ModelPreparation.prepare(request, new Problems(), Progress.SILENT);
    SampleSet digits = SampleSet.load(TestModels.net("lenet/test.npz"), model.imported(), Preprocessing.NONE).range(0, 6);
    List<CameraFrame> frames = new ArrayList<>();
    for (int i = 0; i < digits.size(); i++) {
      frames.add(paper(digits.sample(i).get(0), i % 2 == 0));
    }
    K210Emulation.Run run = run(image(request, DemoRequest.Subject.WRITING, Optional.empty()), board(camera, true), frames);

    List<Shown> shown = shown(run.printed());
    assertThat(shown).extracting(Shown::name).containsExactlyElementsOf(digits.labels().orElseThrow().stream().map(String::valueOf).toList());
    for (int i = 0; i < frames.size(); i++) {
      int[] ink = CameraFrame.ink(frames.get(i).picture(1, DIGIT, DIGIT), DIGIT);
      assertShown(shown.get(i), model, DIGITS, ink, List.of());
    }
    assertScreens(run, frames, shown, DIGIT, DIGIT);
    assertThat(run.printed()).contains(
        "power: 23=08 33=c1 36=6c 91=f0 90=02 28=f0 27=2c 12=ff 23=08 31=03 39=fc\n",
        "USB power 1, processor 390000000 Hz, console 115",
        "display awake, on, inverted, order 60, format 55");
  }

  /** What is lost on the way from paper to the network's input. */
  @Test
  void digitsOnPaperAreRecognisedAlmostAsWell() {
    ModelRequest request = ModelRequest.quantised(TestModels.net("student/student.onnx"), TestModels.net("lenet/calibration.npz"), DIGITS);
    PreparedModel model = ModelPreparation.prepare(request, new Problems(), Progress.SILENT);
    SampleSet digits = SampleSet.load(TestModels.net("lenet/test.npz"), model.imported(), Preprocessing.NONE);
    int direct = 0;
    int fromPaper = 0;
    for (int i = 0; i < digits.size(); i++) {
      Tensor digit = digits.sample(i).get(0);
      int[] original = IntStream.range(0, DIGIT * DIGIT).map(pixel -> (int) digit.real(pixel)).toArray();
      int[] ink = CameraFrame.ink(paper(digit, i % 2 == 0).picture(1, DIGIT, DIGIT), DIGIT);
      int label = digits.labels().orElseThrow().get(i);
      direct += Classification.classOf(scores(model, DIGITS, original)) == label ? 1 : 0;
      fromPaper += Classification.classOf(scores(model, DIGITS, ink)) == label ? 1 : 0;
    }
    System.out.println("of " + digits.size() + " digits the student recognises " + direct + ", and " + fromPaper + " on paper before the camera");
    assertThat(fromPaper).isGreaterThanOrEqualTo(direct - digits.size() / 50);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void colourPicturesAreClassified(boolean channelsLast, @TempDir Path folder) throws IOException {
    Path names = Files.writeString(folder.resolve("names.txt"), "plane\ncar\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\nautomobile_lorry\n");
    assertColoursAreShown(request(TestModels.net("dscnn/dscnn_qdq.onnx"), COLOURS, new PassOptions(false, channelsLast)), 3, COLOUR_SIDE, COLOUR_SIDE, Optional.of(names));
  }

  /** resnet8 has channels last and ends with a softmax. */
  @Test
  void probabilitiesAreShownAsTheyAre(@TempDir Path folder) throws IOException {
    Path names = Files.writeString(folder.resolve("names.txt"), "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\n");
    Path resnet8 = TestModels.requireShared("models/mlperf-tiny/resnet8_int8_qdq.onnx");
    assertColoursAreShown(request(resnet8, Preprocessing.NONE, PassOptions.DEFAULT), 3, COLOUR_SIDE, COLOUR_SIDE, Optional.of(names));
  }

  private static ModelRequest request(Path quantised, Preprocessing preprocessing, PassOptions io) {
    ModelRequest asIs = ModelRequest.asIs(quantised, Precision.INT8);
    return new ModelRequest(
        asIs.file(), asIs.importing(), asIs.precision(), asIs.calibration(), asIs.quantisation(), preprocessing, io, asIs.memory(), asIs.goal());
  }

  /** Frames whose bytes are the network's input go to AI SRAM and stay there. */
  @ParameterizedTest
  @EnumSource(value = DType.class, names = {"U8", "S8", "F32"})
  void framesAreReadInPlace(DType input, @TempDir Path folder) throws IOException {
    Path file = frameNetwork(input).save(folder.resolve("frame.onnx"));
    ModelRequest request = request(file, Preprocessing.scaledBy(0.5f), PassOptions.DEFAULT);
    List<String> board = List.of("-DCAMERA=" + OV7740, "-DFRAME_BEGINS=1", "-DPLANES_IN_SRAM=1");
    assertColoursAreShown(request, 3, CameraFrame.HEIGHT, CameraFrame.WIDTH, Optional.empty(), board);
  }

  /** Other numbers than the camera's bytes are made of them on the way. */
  @Test
  void framesOfOtherNumbersAreConverted(@TempDir Path folder) throws IOException {
    Path file = frameNetwork(DType.U8).save(folder.resolve("frame.onnx"));
    assertColoursAreShown(request(file, Preprocessing.scaledBy(0.25f), PassOptions.DEFAULT), 3, CameraFrame.HEIGHT, CameraFrame.WIDTH, Optional.empty());
  }

  /** A QDQ network of whole frames, whose first layer is on the KPU; a step of its input is 0.5. */
  private static OnnxModelBuilder frameNetwork(DType input) {
    OnnxModelBuilder network = OnnxModelBuilder.opset(17).input("x", input, 1, 3, CameraFrame.HEIGHT, CameraFrame.WIDTH)
        .scalar("step", 0.5f).scalar("zero", input == DType.S8 ? DType.S8 : DType.U8, input == DType.S8 ? -128 : 0)
        .randomIntegers("w", DType.S8, 4, 3, 3, 3).scalar("wstep", 0.01f).scalar("wzero", DType.S8, 0)
        .scalar("ystep", 4).scalar("yzero", DType.U8, 0);
    if (input == DType.F32) {
      network.node("QuantizeLinear", List.of("x", "step", "zero"), List.of("q"));
    }
    return network.node("DequantizeLinear", List.of(input == DType.F32 ? "q" : "x", "step", "zero"), List.of("real"))
        .node("DequantizeLinear", List.of("w", "wstep", "wzero"), List.of("weights"))
        .node("Conv", List.of("real", "weights"), List.of("conv"), OnnxModelBuilder.ints("strides", 2, 2), OnnxModelBuilder.ints("pads", 1, 1, 1, 1))
        .node("Relu", List.of("conv"), List.of("relu"))
        .node("QuantizeLinear", List.of("relu", "ystep", "yzero"), List.of("yq")).node("DequantizeLinear", List.of("yq", "ystep", "yzero"), List.of("y"))
        .node("GlobalAveragePool", List.of("y"), List.of("mean")).node("Flatten", List.of("mean"), List.of("scores")).output("scores");
  }

  /** Which colour is the strongest. */
  @Test
  void wideFloatPicturesAreClassified(@TempDir Path folder) throws IOException {
    Path file = OnnxModelBuilder.opset(17).input("x", DType.F32, 1, 3, 20, 48)
        .node("GlobalAveragePool", List.of("x"), List.of("p")).node("Flatten", List.of("p"), List.of("y")).output("y").save(folder.resolve("wide.onnx"));
    assertFloatsAreShown(file, COLOURS, 3, 20, 48);
  }

  /** Which half is brighter. */
  @Test
  void highFloatPicturesAreClassified(@TempDir Path folder) throws IOException {
    Path file = OnnxModelBuilder.opset(17).input("x", DType.F32, 1, 1, 60, 30)
        .node("AveragePool", List.of("x"), List.of("p"), OnnxModelBuilder.ints("kernel_shape", 30, 30), OnnxModelBuilder.ints("strides", 30, 30))
        .node("Flatten", List.of("p"), List.of("y")).output("y").save(folder.resolve("high.onnx"));
    assertFloatsAreShown(file, DIGITS, 1, 60, 30);
  }

  private void assertFloatsAreShown(Path file, Preprocessing preprocessing, int channels, int height, int width) throws IOException {
    ModelRequest asIs = ModelRequest.asIs(file, Precision.F32);
    ModelRequest request = new ModelRequest(
        file, asIs.importing(), Precision.F32, asIs.calibration(), asIs.quantisation(), preprocessing, asIs.io(), asIs.memory(), asIs.goal());
    assertColoursAreShown(request, channels, height, width, Optional.empty());
  }

  private void assertColoursAreShown(ModelRequest request, int channels, int height, int width, Optional<Path> names) throws IOException {
    assertColoursAreShown(request, channels, height, width, names, CAMERA);
  }

  private void assertColoursAreShown(
      ModelRequest request, int channels, int height, int width, Optional<Path> names, List<String> board) throws IOException {
    PreparedModel model = ModelPreparation.prepare(request, new Problems(), Progress.SILENT);
    List<CameraFrame> frames = List.of(waves(new Random(1)), waves(new Random(2)), waves(new Random(3)));
    K210Emulation.Run run = run(image(request, DemoRequest.Subject.PICTURE, names), board, frames);

    List<Shown> shown = shown(run.printed());
    assertThat(shown).hasSameSizeAs(frames);
    List<String> classes = names.isPresent() ? Files.readAllLines(names.get()) : List.of();
    for (int i = 0; i < frames.size(); i++) {
      assertShown(shown.get(i), model, request.preprocessing(), frames.get(i).picture(channels, height, width), classes);
    }
    assertScreens(run, frames, shown, height, width);
  }

  @Test
  void aMissingCameraShows() throws IOException {
    assertError(board("0", true), "NO CAMERA");
  }

  @Test
  void anotherCameraShows() throws IOException {
    assertError(board("0x7743", true), "OTHER CAMERA 7743EE");
  }

  @Test
  void aCameraThatSendsNothingShows() throws IOException {
    assertError(board(OV7740, false), "NO FRAME");
  }

  @Test
  void networksThatAreNoClassifiersOfPicturesAreRefused() {
    assertProblem(Code.E407, ModelRequest.asIs(TestModels.net("mlp_digits/mlp_digits.onnx"), Precision.F32), DemoRequest.Subject.PICTURE, "no image");
    assertProblem(Code.E407, ModelRequest.asIs(TestModels.net("dscnn/dscnn_qdq.onnx"), Precision.INT8), DemoRequest.Subject.WRITING, "writing is grey");
  }

  @Test
  void otherNumbersThanTheCamerasAreRefused() {
    assertProblem(
        Code.E302, ModelRequest.asIs(TestModels.net("dscnn/dscnn_qdq.onnx"), Precision.INT8), DemoRequest.Subject.PICTURE, "The camera's bytes become 0.0 to 255.0");
  }

  @Test
  void preprocessingOfOtherChannelsIsRefused() {
    ModelRequest request = ModelRequest.quantised(TestModels.net("student/student.onnx"), TestModels.net("lenet/calibration.npz"), DIGITS);
    ModelRequest colours = new ModelRequest(
        request.file(), request.importing(), Precision.F32, Optional.empty(), request.quantisation(), COLOURS, request.io(), request.memory(), request.goal());
    assertProblem(Code.E302, colours, DemoRequest.Subject.WRITING, "for 3 channels, the input has 1");
  }

  @Test
  void namesOfClassesAreCounted(@TempDir Path folder) throws IOException {
    Path names = Files.writeString(folder.resolve("names.txt"), "one\ntwo\n");
    ModelRequest request = ModelRequest.quantised(TestModels.net("student/student.onnx"), TestModels.net("lenet/calibration.npz"), DIGITS);
    assertThatThrownBy(() -> image(request, DemoRequest.Subject.WRITING, Optional.of(names)))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems().get(0).code()).isEqualTo(Code.E306));
  }

  @Test
  void namesOfClassesMustExist(@TempDir Path folder) {
    ModelRequest request = ModelRequest.quantised(TestModels.net("student/student.onnx"), TestModels.net("lenet/calibration.npz"), DIGITS);
    assertThatThrownBy(() -> image(request, DemoRequest.Subject.WRITING, Optional.of(folder.resolve("none.txt"))))
        .hasMessageContaining("E301").hasMessageContaining("There is no such file");
  }

  private void assertProblem(Code code, ModelRequest request, DemoRequest.Subject subject, String cause) {
    assertThatThrownBy(() -> image(request, subject, Optional.empty()))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems().get(0).code()).isEqualTo(code))
        .hasMessageContaining(cause);
  }

  private byte[] image(ModelRequest request, DemoRequest.Subject subject, Optional<Path> names) {
    return DemoImage.of(request, new DemoRequest(subject, names), toolchain, new Problems(), Progress.SILENT).binary();
  }

  private K210Emulation.Run run(byte[] image, List<String> board, List<CameraFrame> frames) throws IOException {
    int size = 3 * CameraFrame.HEIGHT * CameraFrame.WIDTH;
    ByteBuffer loaded = ByteBuffer.allocate(256 + frames.size() * size).order(ByteOrder.LITTLE_ENDIAN);
    loaded.putInt(frames.size()).position(256);
    frames.forEach(frame -> loaded.put(frame.planes()));
    K210Emulation.Run run = new K210Emulation(toolchain).boot(image, "board.c", board, loaded.array());
    assertThat(run.succeeded()).as(run.printed()).isTrue();
    return run;
  }

  private void assertError(List<String> board, String text) throws IOException {
    ModelRequest request = ModelRequest.quantised(TestModels.net("student/student.onnx"), TestModels.net("lenet/calibration.npz"), DIGITS);
    K210Emulation.Run run = run(image(request, DemoRequest.Subject.WRITING, Optional.empty()), board, List.of(CameraFrame.of((y, x) -> 0)));
    assertThat(run.printed()).contains(text);
    assertThat(screens(run)).hasSize(1);
    assertThat(screens(run).get(0)).isEqualTo(CameraFrame.error(text));
  }

  /** A digit in the middle of a sheet that gets darker to one side, dark on bright or bright on dark. */
  private static CameraFrame paper(Tensor digit, boolean isDark) {
    return CameraFrame.of((y, x) -> {
      int column = (x - 40) * DIGIT / 240;
      boolean isInside = x >= 40 && x < 280;
      double ink = isInside ? digit.real(y * DIGIT / 240 * DIGIT + column) / 255 : 0;
      double paper = isDark ? 235 - x / 20.0 : 20 + x / 20.0;
      int grey = (int) (paper + ink * (isDark ? -170 : 190));
      return grey << 16 | Math.max(0, grey - 6) << 8 | Math.max(0, grey - 12);
    });
  }

  private static CameraFrame waves(Random random) {
    double[] frequencies = random.doubles(6, 0.01, 0.1).toArray();
    return CameraFrame.of((y, x) -> {
      int colour = 0;
      for (int channel = 0; channel < 3; channel++) {
        double wave = Math.sin(x * frequencies[2 * channel]) * Math.cos(y * frequencies[2 * channel + 1]);
        colour = colour << 8 | (int) (127.5 + 127 * wave);
      }
      return colour;
    });
  }

  private static List<Shown> shown(String printed) {
    List<Shown> shown = new ArrayList<>();
    Matcher line = LINE.matcher(printed);
    while (line.find()) {
      shown.add(new Shown(line.group(1), Integer.parseInt(line.group(2)), Integer.parseInt(line.group(3))));
    }
    return shown;
  }

  private static Tensor scores(PreparedModel model, Preprocessing preprocessing, int[] picture) {
    TensorType type = model.imported().inputs().get(0).type();
    boolean channelsLast = type.shape().dim(3) == 3;
    int channels = type.shape().dim(channelsLast ? 3 : 1);
    int pixels = picture.length / channels;
    float[] numbers = new float[picture.length];
    for (int i = 0; i < numbers.length; i++) {
      int channel = i / pixels;
      int place = channelsLast ? i % pixels * channels + channel : i;
      numbers[place] = (float) preprocessing.apply(picture[i], channel);
    }
    SampleSet sample = SampleSet.of(List.of(List.of(Tensor.f32(type.shape(), numbers))));
    List<Tensor> inputs = sample.forGraph(model.compiled()).sample(0);
    return new Interpreter(TargetGraph.of(model.compiled(), Targets.find("k210-kpu"))).run(inputs).get(0);
  }

  /** Class and percentage are those of the interpreter. */
  private static void assertShown(Shown shown, PreparedModel model, Preprocessing preprocessing, int[] picture, List<String> names) {
    Tensor scores = scores(model, preprocessing, picture);
    int best = Classification.classOf(scores);
    boolean areProbabilities = model.compiled().nodes().stream().anyMatch(node -> node.op() instanceof Softmax);
    assertThat(shown.name()).isEqualTo(names.isEmpty() ? String.valueOf(best) : names.get(best));
    assertThat(shown.percent()).isEqualTo((int) Math.round(100 * (areProbabilities ? scores.real(best) : softmax(scores, best))));
  }

  private static double softmax(Tensor scores, int index) {
    double sum = 0;
    for (int i = 0; i < scores.elements(); i++) {
      sum += Math.exp(scores.real(i) - scores.real(index));
    }
    return 1 / sum;
  }

  private static void assertScreens(K210Emulation.Run run, List<CameraFrame> frames, List<Shown> shown, int height, int width) throws IOException {
    List<short[]> screens = screens(run);
    assertThat(screens).hasSameSizeAs(frames);
    for (int i = 0; i < frames.size(); i++) {
      Shown expected = shown.get(i);
      short[] screen = frames.get(i).screen(height, width, expected.name(), String.valueOf(expected.percent()), expected.milliseconds());
      assertThat(screens.get(i)).as("screen " + i).isEqualTo(screen);
    }
  }

  private static List<short[]> screens(K210Emulation.Run run) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(run.directory().resolve("screens.bin"))).order(ByteOrder.LITTLE_ENDIAN);
    List<short[]> screens = new ArrayList<>();
    while (bytes.hasRemaining()) {
      short[] screen = new short[CameraFrame.SCREEN_HEIGHT * CameraFrame.SCREEN_WIDTH];
      bytes.asShortBuffer().get(screen);
      bytes.position(bytes.position() + 2 * screen.length);
      screens.add(screen);
    }
    return screens;
  }
}
