package dev.collabgraph.suite.scoring.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.sandbox.SandboxPrograms;
import dev.collabgraph.suite.sandbox.SandboxPrograms.Labelled;
import dev.collabgraph.suite.scoring.CpuTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CodeExtractorTest {
  private static String extracted(String text) {
    return CodeExtractor.extract(text, "f").orElse(null);
  }

  @Test
  void proseIsNoCode() {
    assertThat(extracted("")).isNull();
    assertThat(extracted(" \n\t\n")).isNull();
    assertThat(extracted("I cannot help with that.")).isNull();
    assertThat(extracted("If you want, f(x) can be written for you.")).isNull();
    assertThat(extracted("```\n```")).isNull();
    assertThat(extracted("```bash\nls\n```")).isNull();
  }

  @Test
  void lastBlockThatDefinesTheEntryPointIsTaken() {
    String draft = "```python\ndef f(x):\n    return 1\n```\n";
    String last = "~~~py\ndef f(x):\n    return 2\n~~~\n";
    assertThat(extracted("a\n" + draft + "b\n" + last + "```\nf(3)\n```"))
        .isEqualTo("def f(x):\n    return 2\n");
    assertThat(extracted(draft + "```python\ndef f(x):\n    return"))
        .as("a block that was cut does not replace a whole one")
        .isEqualTo("def f(x):\n    return 1\n");
    assertThat(extracted("```python\ndef g(x):\n    return 1\n```\n" + last))
        .contains("def g")
        .contains("return 2");
    assertThat(extracted("```python\nprint(g(1))\n```\n" + last)).doesNotContain("print");
  }

  @Test
  void blockInAnotherLanguageCountsOnlyIfItDefinesTheEntryPoint() {
    assertThat(extracted("```text\ndef f(x):\n    return 2\n```")).contains("return 2");
    assertThat(extracted("```java\nint f(int x) { return 2; }\n```")).isNull();
  }

  @Test
  void thinkingIsNoAnswer() {
    assertThat(extracted("<think>```python\ndef f(x): return 1\n```</think>def f(x): return 2"))
        .contains("return 2")
        .doesNotContain("return 1");
  }

  @Test
  void namesThatOnlyBeginAlikeAreOthers() {
    String other = "```python\ndef ff(x):\n    return 1\n```\n";
    String own = "```python\ndef f(x):\n    return 2\n```\n";
    assertThat(extracted(own + "```python\nff = 3\nprint(ff)\n```")).contains("return 2");
    assertThat(extracted(own + other)).contains("return 2");
  }

  @Test
  void everyCompletionOfTheCorpusHoldsCode() {
    for (Labelled each : SandboxPrograms.right()) {
      Map<String, String> fields = new TreeMap<>(Map.of("test", each.test()));
      if (each.entry() != null) {
        fields.put("entry_point", each.entry());
      }
      Task task = new Task("1", each.prompt(), "", fields);
      String entry = CodePrograms.entryPoint(task);
      assertThat(CodeExtractor.extract(each.completion(), entry)).as(each.name()).isPresent();
    }
  }

  @Test
  void entryPointIsWhatAnAssertionCalls() {
    assertThat(entryOf("assert f(1) == 2")).isEqualTo("f");
    assertThat(entryOf("import math\nassert math.isclose(set(f(1)).pop(), 2)")).isEqualTo("f");
    assertThat(entryOf("def g(x):\n    return x\nassert g(f(1)) == 2")).isEqualTo("f");
    assertThat(entryOf("from math import sqrt\nassert sqrt(f(4)) == 2")).isEqualTo("f");
    assertThat(entryOf("for i in range(3):\n    assert not f (i)")).isEqualTo("f");
    assertThat(entryOf("print(f(1))\nassert len([1]) == 1")).isNull();
  }

  private static String entryOf(String test) {
    return CodePrograms.entryPoint(new Task("1", "Write it.", "", Map.of("test", test)));
  }

  @Test
  void sessionIsReadOnlyWhereItDefinesTheName() {
    String session = ">>> def f(x):\n...     return x\n>>> f(1)\n1\n";
    assertThat(PastedSession.code(session, CodeExtractor.definitionOf("f")))
        .isEqualTo("def f(x):\n    return x");
    assertThat(PastedSession.code(session, CodeExtractor.definitionOf("g"))).isEqualTo(session);
    String documented =
        "def f(x):\n    \"\"\"One.\n    >>> f(1)\n    1\n    \"\"\"\n    return x\n";
    assertThat(PastedSession.code(documented, CodeExtractor.definitionOf("f")))
        .isEqualTo(documented);
  }

  @Test
  void continuationIsTriedBeforeAProgramOfItsOwn() {
    List<List<String>> body = CodePrograms.variants("def f(x):\n", "f", "    return x\n");
    assertThat(body.get(0)).containsExactly("def f(x):\n    return x\n");
    List<List<String>> whole =
        CodePrograms.variants("import math\ndef f(x):\n", "f", "def f(x):\n    return x\n");
    assertThat(whole.get(0)).containsExactly("import math\n", "def f(x):\n    return x\n");
  }

  @Test
  void extractionIsLinear() {
    String[] shapes = {
      "```python\n", "~", "`", "def f(", "a = ", "\"\"\"\n", " \n", "f(x)\n", "((((\n"
    };
    for (String shape : shapes) {
      String text = shape.repeat(1_000_000 / shape.length());
      CpuTime.assertBelow(3, shape, () -> extracted(text));
    }
  }
}
