package org.modelc.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplatesTest {

  record Page(String title, List<Record> items, Optional<String> note) {}

  record Item(String name, int count) {}

  record Other(long value) {}

  record Broken(int present) {}

  record Unformatted(String text) {}

  record Holder(Record inner) {}

  record TwoArguments(int a) {}

  private final Templates templates =
      Templates.load(List.of("test/first.stg", "test/second.stg"), Map.of("upper", s -> s.toUpperCase(Locale.ROOT)));

  @Test
  void printsRecordsByTheTemplateOfTheirName() {
    Page page = new Page("list", List.of(new Item("a", 1), new Other(-2)), Optional.of("end"));
    assertThat(templates.render(page)).isEqualTo("LIST: a=1, [-2]\nnote end");
  }

  @Test
  void readsAnEmptyOptionalAsAbsent() {
    assertThat(templates.render(new Page("x", List.of(), Optional.empty()))).isEqualTo("X: \n");
  }

  @Test
  void knowsWhichTemplatesExist() {
    assertThat(templates.has(Item.class)).isTrue();
    record Nowhere() {}
    assertThat(templates.has(Nowhere.class)).isFalse();
    assertThatThrownBy(() -> templates.render(new Nowhere())).isInstanceOf(TemplateException.class);
  }

  @Test
  void refusesUnknownProperties() {
    assertThatThrownBy(() -> templates.render(new Broken(1)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void refusesNullComponents() {
    assertThatThrownBy(() -> templates.render(new Item(null, 1)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Item.name is null");
  }

  @Test
  void refusesUnknownFormats() {
    assertThatThrownBy(() -> templates.render(new Unformatted("x")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("no format nothing");
  }

  @Test
  void refusesRecordsWithoutATemplateInsideOthers() {
    record Unknown() {}
    assertThatThrownBy(() -> templates.render(new Holder(new Unknown())))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Unknown");
  }

  @Test
  void refusesTemplatesOfSeveralArguments() {
    assertThatThrownBy(() -> templates.render(new TwoArguments(1)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("one argument");
  }

  @Test
  void refusesMissingAndMalformedFiles() {
    assertThatThrownBy(() -> Templates.load("test/absent.stg"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("test/absent.stg");
    assertThatThrownBy(() -> Templates.load("test/malformed.stg")).isInstanceOf(TemplateException.class);
  }

  @Test
  void worksAgainAfterAnError() {
    assertThatThrownBy(() -> templates.render(new Broken(1))).isInstanceOf(TemplateException.class);
    assertThat(templates.render(new Item("b", 2))).isEqualTo("b=2");
  }
}
