package org.modelc.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.TestModels;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.kernel.KernelSelection;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.Reshape;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryPlan;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;
import org.modelc.target.Target;
import org.modelc.target.Targets;

class CGeneratorTest {

  /** Names that try to break out of a comment, to be a macro or keyword, or to be nothing at all. */
  private static final String[] HOSTILE_NAMES = {
    "*/ #error out of the comment /*", "int", "a\\\n#error continued", "??/\n", "", "\u202e\u00e9\u0000\u0007", "NAN", "INT8_MAX", "1st",
    "unix", "_Bool", "a__b", "exp", "memcpy", "modelc_conv_s8", "conv_weights", "conv", "CONV", "arena", "net_run", "x".repeat(3000),
    "\" \"", "$name$", "<x>", "/*/", "//", "\\", "k", "differences", "output", "input", "template"
  };

  private static GeneratedModel generate(Graph graph, GenerationOptions options) {
    return CGenerator.generate(graph, MemoryPlan.of(graph, KernelSelection.portable(), 4), Targets.find("host"), options);
  }

  private static GeneratedModel generate(Graph graph) {
    return generate(graph, GenerationOptions.named("net"));
  }

  private static SelfTest selfTest(Graph graph, List<Tensor> sample) {
    return new SelfTest(sample, new Interpreter(graph).run(sample));
  }

  @Test
  void givesTheSameBytesForTheSameModel() {
    GeneratedModel first = generate(new ConvGraphs(1).chain(3, "a", "b"));
    GeneratedModel second = generate(new ConvGraphs(1).chain(3, "a", "b"));
    assertThat(second.allFiles()).isEqualTo(first.allFiles());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void computesWhatTheInterpreterComputes(long seed) {
    ConvGraphs graphs = new ConvGraphs(seed);
    Graph graph = graphs.chain((int) seed, "conv");
    List<Tensor> sample = graphs.sample(graph);
    GeneratedProject project = new GeneratedProject().add(generate(graph));
    assertThat(project.run("net", graph, sample)).isEqualTo(GeneratedProject.bytes(new Interpreter(graph).run(sample)));
  }

  @Test
  void compilesWithoutWarningsWithEveryOption() {
    ConvGraphs graphs = new ConvGraphs(5);
    Graph graph = graphs.chain(3, "conv");
    GenerationOptions plain = GenerationOptions.named("net");
    GenerationOptions full = GenerationOptions.named("full")
        .withSource(SourceDescription.of("net.onnx", new byte[] {1}))
        .withCommand("modelc compile net.onnx")
        .withSelfTest(selfTest(graph, graphs.sample(graph)))
        .withProfile(true);
    GeneratedProject project = new GeneratedProject().add(generate(graph, plain)).add(generate(graph, full))
        .add(generate(mixed(), GenerationOptions.named("mixed")));
    assertThat(project.warnings()).isEmpty();
  }

  @Test
  void runsTwoModelsAndTheirSelfTestsInOneProgram() {
    ConvGraphs graphs = new ConvGraphs(6);
    Graph one = graphs.chain(3, "conv");
    Graph two = graphs.chain(2, "conv");
    GeneratedProject project = new GeneratedProject()
        .add(generate(one, GenerationOptions.named("one").withSelfTest(selfTest(one, graphs.sample(one)))))
        .add(generate(two, GenerationOptions.named("two").withSelfTest(selfTest(two, graphs.sample(two)))))
        .add("main.c", selfTestMain("one", "two"));
    assertThat(project.compileAndRun().stdout()).isEqualTo("0 0\n");
  }

  @Test
  void singleFilesNeedNothingElse() {
    ConvGraphs graphs = new ConvGraphs(7);
    Graph one = graphs.chain(3, "conv");
    Graph two = clips();
    List<Tensor> floats = List.of(Tensor.f32(Shape.of(3), -1, 2, 0));
    GeneratedModel first =
        generate(one, GenerationOptions.named("one").withSingleFile(true).withSelfTest(selfTest(one, graphs.sample(one))));
    GeneratedModel second = generate(two, GenerationOptions.named("two").withSingleFile(true).withSelfTest(selfTest(two, floats)));
    assertThat(first.allFiles()).containsOnlyKeys("one.h", "one.c");
    GeneratedModel third = generate(mixed(), GenerationOptions.named("mixed").withSingleFile(true));
    GeneratedProject project = new GeneratedProject().add(first).add(second).add(third);
    assertThat(project.warnings()).isEmpty();
    project.add("main.c", selfTestMain("one", "two"));
    assertThat(project.compileAndRun().stdout()).isEqualTo("0 0\n");
  }

  private static String selfTestMain(String one, String two) {
    return """
        #include "%1$s.h"
        #include "%2$s.h"
        #include <stdio.h>

        static double arena[(%3$s_ARENA_BYTES + %4$s_ARENA_BYTES) / sizeof(double) + 1];
        static double output[1024];

        int main(void)
        {
            const int32_t one = %1$s_self_test((void *)output, arena);
            const int32_t two = %2$s_self_test((void *)output, arena);
            printf("%%d %%d\\n", (int)one, (int)two);
            return 0;
        }
        """.formatted(one, two, one.toUpperCase(), two.toUpperCase());
  }

  @Test
  void selfTestCountsWrongElements() {
    ConvGraphs graphs = new ConvGraphs(8);
    Graph graph = graphs.chain(2, "conv");
    List<Tensor> sample = graphs.sample(graph);
    Tensor result = new Interpreter(graph).run(sample).get(0);
    byte[] wrong = result.bytes().clone();
    wrong[0] ^= 1;
    wrong[wrong.length - 1] ^= 64;
    SelfTest failing = new SelfTest(sample, List.of(Tensor.of(result.type(), wrong)));
    GeneratedProject project = new GeneratedProject()
        .add(generate(graph, GenerationOptions.named("one").withSelfTest(failing)))
        .add(generate(graph, GenerationOptions.named("two").withSelfTest(selfTest(graph, sample))))
        .add("main.c", selfTestMain("one", "two"));
    assertThat(project.compileAndRun().stdout()).isEqualTo("2 0\n");
  }

  /** A float graph with an in-place operator, a view, a constant operand, and outputs that are input, constant and equal. */
  private static Graph mixed() {
    GraphBuilder builder = new GraphBuilder("mixed");
    Value input = builder.input("x", TensorType.f32(Shape.of(2, 2)));
    Value constant = builder.constant("half", Tensor.f32(Shape.of(2, 2), 0.5f, -0.5f, 1e-40f, 3e38f));
    Value sum = builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), input, constant);
    Value clipped = builder.add("clip", new Clip(Clamp.RELU), sum);
    Value flat = builder.add("flat", new Reshape(Shape.of(4)), clipped);
    Value joined = builder.add("join", new Concat(0), flat, builder.constant("tail", Tensor.f32(Shape.of(1), 9)));
    List.of(joined, input, joined, constant).forEach(builder::output);
    return builder.build();
  }

  /** A float graph with one output. */
  private static Graph clips() {
    GraphBuilder builder = new GraphBuilder("clips");
    builder.output(builder.add("clip", new Clip(Clamp.RELU), builder.input("x", TensorType.f32(Shape.of(3)))));
    return builder.build();
  }

  @Test
  void copiesOutputsThatAreNotComputed() {
    Graph graph = mixed();
    List<Tensor> sample = List.of(Tensor.f32(Shape.of(2, 2), -1, 2, -3, 4));
    GeneratedProject project = new GeneratedProject().add(generate(graph));
    assertThat(project.run("net", graph, sample)).isEqualTo(GeneratedProject.bytes(new Interpreter(graph).run(sample)));
  }

  @Test
  void namesOfAModelNeverBecomeCode() {
    ConvGraphs graphs = new ConvGraphs(9);
    Graph graph = graphs.chain(HOSTILE_NAMES.length, HOSTILE_NAMES);
    List<Tensor> sample = graphs.sample(graph);
    GenerationOptions options = GenerationOptions.named("net")
        .withSource(SourceDescription.of("*/ #error \u00e9\\\n.onnx", new byte[0]))
        .withCommand("modelc '*/ #error ??/'\n#error")
        .withProfile(true)
        .withSelfTest(selfTest(graph, sample));
    GeneratedProject project = new GeneratedProject().add(generate(graph, options));
    assertThat(project.warnings()).isEmpty();
    assertThat(project.run("net", graph, sample)).isEqualTo(GeneratedProject.bytes(new Interpreter(graph).run(sample)));
  }

  @Test
  void namesOfInputsAndOutputsNeverBecomeCode() {
    GraphBuilder builder = new GraphBuilder("ports");
    for (String name : HOSTILE_NAMES) {
      Value input = builder.input(name, TensorType.f32(Shape.of(1)));
      builder.output(builder.add(name, new Clip(Clamp.RELU), input));
    }
    GeneratedProject project = new GeneratedProject().add(generate(builder.build()));
    assertThat(project.warnings()).isEmpty();
  }

  @Test
  void equalConstantsExistOnce() {
    GraphBuilder builder = new GraphBuilder("shared");
    Value input = builder.input("x", TensorType.f32(Shape.of(3)));
    Value first = builder.add("first", new Binary(Binary.Kind.ADD, Clamp.NONE), input, constant(builder, "a"));
    builder.output(builder.add("second", new Binary(Binary.Kind.MUL, Clamp.NONE), first, constant(builder, "b")));
    assertThat(generate(builder.build()).files().get("net.c")).containsOnlyOnce("1.0f, 2.0f, 3.0f");
  }

  private static Value constant(GraphBuilder builder, String name) {
    return builder.constant(name, Tensor.f32(Shape.of(3), 1, 2, 3));
  }

  @Test
  void refusesARuntimeOfAnotherAbi() {
    GeneratedModel model = generate(new ConvGraphs(11).chain(1, "conv"));
    String header = RuntimeLibrary.text(RuntimeLibrary.HEADER);
    String other = header.replace("#define MODELC_ABI " + RuntimeLibrary.ABI, "#define MODELC_ABI 999");
    assertThat(other).isNotEqualTo(header);
    GeneratedProject project = new GeneratedProject().add(model).add(RuntimeLibrary.HEADER, other);
    assertThat(project.compile().text()).contains("#error \"this model needs version " + RuntimeLibrary.ABI + " of the modelc runtime");
  }

  @ParameterizedTest
  @CsvSource({"cortex-m4, __ARM_FEATURE_DSP", "cortex-m55, __ARM_FEATURE_MVE"})
  void refusesProcessorsThatLackWhatTheKernelsNeed(String name, String feature) {
    Target target = Targets.find(name);
    Graph imported = OnnxImporter.load(TestModels.net("dscnn/dscnn_qdq.onnx"), new Problems());
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT);
    MemoryPlan plan = MemoryPlan.of(graph, KernelSelection.of(graph, target), target.bufferAlignment());
    GeneratedProject project = new GeneratedProject().add(CGenerator.generate(graph, plan, target, GenerationOptions.named("net")));
    assertThat(project.compile().text()).contains("#error \"this model needs " + feature + ": compile");
    assertThat(project.compileFor(target, "net.c").text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1net", "a b", "_net", "a__b", "net_", "modelc", "modelc_x", "Math", "string", "../net", "n\u00e9t", "a;b"})
  void refusesNamesThatAreNoIdentifiers(String name) {
    assertThatThrownBy(() -> GenerationOptions.named(name)).isInstanceOf(ProblemException.class).hasMessageStartingWith("E403 name");
  }

  @Test
  void refusesTensorsWithoutElements() {
    GraphBuilder builder = new GraphBuilder("empty");
    Value input = builder.input("x", TensorType.f32(Shape.of(0, 3)));
    builder.output(builder.add("clip", new Clip(Clamp.RELU), input));
    Graph graph = builder.build();
    assertThatThrownBy(() -> generate(graph)).isInstanceOf(ProblemException.class).hasMessageContaining("E204 tensor \"clip\"");
  }
}
