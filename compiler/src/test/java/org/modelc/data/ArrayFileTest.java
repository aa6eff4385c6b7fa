package org.modelc.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.ir.Shape;
import org.modelc.problem.ProblemException;

class ArrayFileTest {
  @TempDir Path folder;

  private static Path resource(String name) {
    try {
      return Path.of(ArrayFileTest.class.getResource("/npy/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(NpyType.class)
  void readsEveryTypeInEveryOrderAsNumpyWroteIt(NpyType type) {
    Map<String, NpyArray> arrays = ArrayFile.read(resource("types.npz"));
    for (String order : new String[] {"_little", "_big", "_little_fortran", "_big_fortran"}) {
      NpyArray array = arrays.get(type.code() + order);
      assertThat(array.type()).isEqualTo(type);
      assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 2));
      for (int i = 0; i < 12; i++) {
        assertThat(array.real(i)).as(type + order + " element " + i).isEqualTo(expected(type, i));
      }
    }
  }

  private static double expected(NpyType type, int i) {
    if (type == NpyType.B1) {
      return i % 2;
    }
    return type.code().startsWith("u") ? 5 * i : 5 * i - 7;
  }

  @ParameterizedTest
  @ValueSource(strings = {"version2.npy", "version3.npy"})
  void readsLaterVersions(String name) {
    NpyArray array = ArrayFile.read(resource(name)).get(ArrayFile.ONLY_ARRAY);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(array.real(11)).isEqualTo(11);
  }

  @Test
  void leavesOutWhatIsNoNumber() {
    Map<String, NpyArray> arrays = ArrayFile.read(resource("mixed.npz"));
    assertThat(arrays).containsOnlyKeys("x", "scalar");
    assertThat(arrays.get("x").real(1)).isEqualTo(-2);
    assertThat(arrays.get("scalar").shape()).isEqualTo(Shape.SCALAR);
    assertThat(arrays.get("scalar").real(0)).isEqualTo(7);
  }

  @Test
  void rejectsStructuredElements() {
    assertProblem(resource("structured.npy"), "holds no numbers");
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    Random random = new Random(1);
    float[] floats = new float[30];
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("floats", NpyArray.ofF32(Shape.of(5, 6), floats));
    arrays.put("signed", NpyArray.ofS8(Shape.of(8), bytes));
    arrays.put("unsigned", NpyArray.ofU8(Shape.of(8), bytes));
    arrays.put("longs", NpyArray.ofS64(Shape.SCALAR, new long[] {1L << 40}));
    Path file = folder.resolve("written.npz");
    Files.write(file, npz(arrays));

    Map<String, NpyArray> read = ArrayFile.read(file);

    assertThat(read.keySet()).containsExactlyElementsOf(arrays.keySet());
    arrays.forEach((name, array) -> {
      assertThat(read.get(name).type()).isEqualTo(array.type());
      assertThat(read.get(name).shape()).isEqualTo(array.shape());
      assertThat(read.get(name).bytes()).isEqualTo(array.bytes());
    });
    assertThat(read.get("floats").real(7)).isEqualTo(floats[7]);
    assertThat(read.get("unsigned").real(3)).isEqualTo(bytes[3] & 0xff);
    assertThat(npz(arrays)).isEqualTo(Files.readAllBytes(file));
  }

  private static byte[] npz(Map<String, NpyArray> arrays) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArrayFile.writeNpz(arrays, out);
    return out.toByteArray();
  }

  private static byte[] npy(NpyArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArrayFile.writeNpy(array, out);
    return out.toByteArray();
  }

  @Test
  void everyTruncationIsAProblem() throws IOException {
    byte[] whole = npy(NpyArray.ofF32(Shape.of(3), new float[] {1, 2, 3}));
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("truncated.npy"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ArrayFile.read(file)).as("length " + length).isInstanceOf(ProblemException.class)
          .hasMessageContaining("E301");
    }
    assertProblem(folder.resolve("truncated.npy"), "is truncated: 11 of 12 bytes");
  }

  @Test
  void everyTruncationOfAnArchiveIsAProblem() throws IOException {
    byte[] whole = npz(Map.of("x", NpyArray.ofF32(Shape.of(3), new float[] {1, 2, 3})));
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("truncated.npz"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ArrayFile.read(file)).as("length " + length).isInstanceOf(ProblemException.class)
          .hasMessageContaining("E301");
    }
  }

  @Test
  void noByteOfAFileCausesAnythingButAProblem() throws IOException {
    byte[] npy = npy(NpyArray.ofF32(Shape.of(3, 2), new float[6]));
    byte[] npz = npz(Map.of("x", NpyArray.ofF32(Shape.of(3, 2), new float[6])));
    Random random = new Random(2);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = (round % 2 == 0 ? npy : npz).clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      Path file = Files.write(folder.resolve("damaged"), damaged);
      try {
        ArrayFile.read(file);
      } catch (ProblemException e) {
        assertThat(e).hasMessageContaining("E301");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(536870912, 2)", "(99999999999,)", "(65536, 65536)", "(0, 2147483648)"})
  void rejectsHugeShapesBeforeReading(String shape) throws IOException {
    assertProblem(withHeader("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }"), "E301");
  }

  @Test
  void rejectsALengthBeyondTheLimit() throws IOException {
    assertProblem(withHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (268435456,), }"), "at most 536870912 are read");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{'fortran_order': False, 'shape': (1, -2)}",
    "{'descr': '<f4', 'shape': (1,)}",
    "{'descr': '<f4', 'fortran_order': False}",
    "garbage"
  })
  void rejectsMalformedHeaders(String header) throws IOException {
    assertProblem(withHeader(header), "malformed header");
  }

  @Test
  void saysThatAnotherFormatIsNone() throws IOException {
    assertProblem(Files.writeString(folder.resolve("samples.csv"), "1,2,3"), "no .npy file and no intact .npz file");
  }

  @Test
  void namesAMissingFile() {
    assertProblem(folder.resolve("absent.npz"), "does not exist");
  }

  private Path withHeader(String text) throws IOException {
    byte[] file = new byte[10 + text.length()];
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length(), 0};
    System.arraycopy(start, 0, file, 0, start.length);
    System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, file, start.length, text.length());
    return Files.write(folder.resolve("header.npy"), file);
  }

  private static void assertProblem(Path file, String message) {
    assertThatThrownBy(() -> ArrayFile.read(file)).isInstanceOf(ProblemException.class).hasMessageContaining("E301")
        .hasMessageContaining(message);
  }
}
