package dev.collabgraph.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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

  /** Random templates of all that is known; every way to end a line, as sections on one vanish. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void piecesGiveWhatTheLibraryGives(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 500; round++) {
      StringBuilder source = new StringBuilder();
      grow(source, random, false, 3);
      PromptTemplate template = PromptTemplate.compile("r", source.toString());
      List<String> models = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      List<InputText> inputs = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        assertThat(template.render(TASK, models, texts))
            .as(source.toString())
            .isEqualTo(template.render(TASK, inputs));
        models.add("m" + n);
        texts.add(n == 1 ? "" : "{{question}} " + n + "\n");
        inputs.add(new InputText(n + 1, models.get(n), texts.get(n)));
      }
    }
  }

  private static void grow(StringBuilder out, SplittableRandom random, boolean ofInput, int depth) {
    List<String> plain =
        List.of("a ", "\n", "\r\n", " ", "{{! note }}", "{{question}}", "{{level}}");
    List<String> names = List.of("{{text}}", "{{index}}", "{{model}}", "{{-index}}", "{{{text}}}");
    List<String> marks = List.of("-first", "-last", "hint", "level");
    for (int n = random.nextInt(6); n >= 0; n--) {
      int kind = random.nextInt(10);
      if (kind < 5 || depth == 0) {
        out.append(plain.get(random.nextInt(plain.size())));
      } else if (kind < 8 && ofInput) {
        out.append(names.get(random.nextInt(names.size())));
      } else {
        // mostly what pieces can do, sometimes what they leave to the library
        String name =
            ofInput ? marks.get(random.nextInt(random.nextInt(4) == 0 ? 4 : 2)) : "inputs";
        boolean inverted = random.nextInt(ofInput ? 2 : 8) == 0;
        String end = random.nextBoolean() ? "\n" : "";
        out.append(inverted ? "{{^" : "{{#").append(name).append("}}").append(end);
        grow(out, random, ofInput || !inverted, depth - 1);
        out.append("{{/").append(name).append("}}").append(end);
      }
    }
  }

  @Test
  void builtInPromptsArePieces() {
    for (Role role : BuiltInRoles.all("Say X.")) {
      for (int inputs = role.minInputs(); role.calls() && inputs < 2; inputs++) {
        assertThat(PromptTemplate.compile("r", role.template(inputs).orElseThrow()).inPieces())
            .isTrue();
      }
    }
    assertThat(PromptTemplate.compile("r", "{{#hint}}{{hint}}{{/hint}}").inPieces()).isFalse();
  }

  @Test
  void promptsAreTheSameForAllInputsUnlessTheTemplateMayReadThem() {
    assertThat(PromptTemplate.compile("r", "{{question}}").sameForAllInputs()).isTrue();
    assertThat(PromptTemplate.compile("r", "{{#inputs}}{{text}}{{/inputs}}").sameForAllInputs())
        .isFalse();
    assertThat(PromptTemplate.compile("r", "{{^inputs}}alone{{/inputs}}").sameForAllInputs())
        .isFalse();
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
