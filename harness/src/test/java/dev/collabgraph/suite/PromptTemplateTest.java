package dev.collabgraph.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {
  private static final Task TASK =
      new Task("t", "1 < 2 & {{level}}?", "yes", Map.of("level", "3", "hint", ""));

  private static String render(String template, String... inputs) {
    List<InputText> texts = new java.util.ArrayList<>();
    for (String input : inputs) {
      texts.add(new InputText(texts.size() + 1, "m" + texts.size(), input));
    }
    return PromptTemplate.compile("r", template, List.of("level", "hint")).render(TASK, texts);
  }

  @Test
  void variablesAreFilledInWithoutEscapingOrSecondExpansion() {
    assertThat(render("{{question}} {{level}}")).isEqualTo("1 < 2 & {{level}}? 3");
    assertThat(render("{{#inputs}}{{text}}|{{/inputs}}", "{{question}}", "</script>{{{x}}}"))
        .isEqualTo("{{question}}|</script>{{{x}}}|");
  }

  @Test
  void inputsComeInOrderWithIndexAndModel() {
    assertThat(
            render(
                "{{#inputs}}{{index}}:{{model}}={{text}}{{^-last}}, {{/-last}}{{/inputs}}",
                "a",
                "b"))
        .isEqualTo("1:m0=a, 2:m1=b");
  }

  @Test
  void emptyFieldsAndInputsHideTheirSections() {
    assertThat(render("{{#hint}}Hint: {{hint}}{{/hint}}{{^hint}}none{{/hint}}")).isEqualTo("none");
    assertThat(render("{{^inputs}}alone{{/inputs}}")).isEqualTo("alone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{answer}}",
        "{{id}}",
        "{{question.length}}",
        "{{.}}",
        "{{this}}",
        "{{text}}",
        "{{#inputs}}{{/inputs}}{{index}}",
        "{{^inputs}}{{model}}{{/inputs}}",
        "{{>partial}}",
        "{{#inputs}}",
        "{{/inputs}}",
        "{{question",
        "{{#hint}}{{text}}{{/hint}}",
        "{{^hint}}{{text}}{{/hint}}",
        "{{toString}}",
        "{{class}}",
      })
  void everyOtherNameIsRefusedWhenCompiled(String template) {
    assertThatThrownBy(() -> PromptTemplate.compile("critic", template, List.of("level", "hint")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("critic");
  }

  @Test
  void missingFieldOfATaskIsNamedWhenRendered() {
    assertThatThrownBy(
            () ->
                PromptTemplate.compile("critic", "{{level}}")
                    .render(new Task("t9", "q", "a"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("critic")
        .hasMessageContaining("{{level}}")
        .hasMessageContaining("t9");
  }
}
