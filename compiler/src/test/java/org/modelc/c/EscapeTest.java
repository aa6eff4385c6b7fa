package org.modelc.c;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeTest {

  @ParameterizedTest
  @CsvSource(value = {
    "conv1 | conv1", "/block1/conv.0/Conv | block1_conv_0_conv", "NAN | nan", "__x__ | x", "1st | fallback", "'' | fallback",
    "\u00e9\u00e8 | fallback", "modelc_conv_s8 | fallback", "a-name-that-is-too-long-to-read-with-pleasure | fallback"}, delimiter = '|')
  void makesIdentifiers(String text, String identifier) {
    assertThat(Escape.identifier(text, "fallback")).isEqualTo(identifier);
  }

  @ParameterizedTest
  @CsvSource(value = {
    "a*/b | a* /b", "a/*b | a/ *b", "/*/ | / * /", "*//* | * // *", "a\\ | a/", "*\\ | * /", "??/ | ? ?/", "???/ | ? ? ?/",
    "caf\u00e9 | caf?", "a\u0000\u007f\u202e | a? ? ?"}, delimiter = '|')
  void makesCommentsHarmless(String text, String comment) {
    assertThat(Escape.comment(text)).isEqualTo(comment);
  }

  @Test
  void shortensComments() {
    assertThat(Escape.comment("x".repeat(1000))).hasSize(103).endsWith("x...");
  }

  @Test
  void handsOutEveryIdentifierOnce() {
    Identifiers identifiers = new Identifiers("net_run");
    assertThat(identifiers.unique("a")).isEqualTo("a");
    assertThat(identifiers.unique("a")).isEqualTo("a_2");
    assertThat(identifiers.unique("a_2")).isEqualTo("a_2_2");
    assertThat(identifiers.unique("net_run")).isEqualTo("net_run_2");
    assertThat(identifiers.unique("while")).isEqualTo("while_2");
  }
}
