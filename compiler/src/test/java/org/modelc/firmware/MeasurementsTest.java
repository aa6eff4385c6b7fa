package org.modelc.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/** Reading what {@code nm}, {@code size} and the counting plugin print. */
class MeasurementsTest {

  private static final SymbolTable SYMBOLS = new SymbolTable("""
      00000000 T _start
      00000100 t first
      00000100 t $x
      00000180 W second
      20000000 B variable
               U missing
      """);

  @Test
  void findsFunctionsByNameAndAddress() {
    assertThat(SYMBOLS.address("second")).isEqualTo(0x180);
    assertThat(SYMBOLS.functionAt(0x17e)).contains("first");
    assertThat(SYMBOLS.functionAt(0x20000000)).contains("second");
    assertThatThrownBy(() -> SYMBOLS.address("variable")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsAddressesOf64Bits() {
    SymbolTable symbols = new SymbolTable("0000000080000010 T high\n");
    assertThat(symbols.functionAt(0x80000010L)).contains("high");
    assertThat(symbols.functionAt(0x8000000fL)).isEmpty();
  }

  @Test
  void sumsInstructionsByFunction() {
    InstructionCounts counts = InstructionCounts.parse("104 30\n110 10\n180 700\n", SYMBOLS);
    assertThat(counts.total()).isEqualTo(740);
    assertThat(counts.functions()).containsExactly(entry("second", 700L), entry("first", 40L));
  }

  @Test
  void subtractsTheEmptyImage() {
    String sizes =
        """
           text\t   data\t    bss\t    dec\t    hex\tfilename
           1500\t     24\t  66000\t  67524\t  107c4\tcall.elf
            400\t      4\t  65600\t  66004\t  101d4\tempty.elf
        """;
    assertThat(SectionSizes.difference(sizes)).isEqualTo(new FirmwareSize(1120, 420));
  }

  @Test
  void refusesOtherNumbersOfImages() {
    assertThatThrownBy(() -> SectionSizes.difference("text data bss\n1 2 3\n")).isInstanceOf(IllegalArgumentException.class);
  }
}
