package dev.collabgraph.suite.scoring.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.sandbox.SandboxPrograms;
import dev.collabgraph.suite.sandbox.SandboxPrograms.Labelled;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs in the manner of other projects' answers, against tests in the manner of theirs. */
@RequiresTool({Tool.BWRAP, Tool.PYTHON3})
class FreshProgramsTest {
  private static final int OF_MANY = 4;

  private static String failure(Scorer scorer, Labelled each) {
    Task task =
        new Task("1", each.prompt(), "", Map.of("test", each.test(), "entry_point", each.entry()));
    scorer.check(task);
    Optional<String> code = scorer.extract(task, each.completion());
    boolean passed = code.isPresent() && scorer.score(task, code.get()) == 1;
    return passed == each.passes()
        ? null
        : each.name() + ": " + code.flatMap(text -> scorer.reason(task, text)).orElse("no code");
  }

  private static List<String> failures(int from, int step) {
    Scorer scorer = new CodeScorerFactory().create(Map.of("timeoutSeconds", 30.0), Path.of("."));
    List<Labelled> all = SandboxPrograms.fresh();
    assertThat(all).hasSizeGreaterThan(180);
    List<String> failures = new ArrayList<>();
    for (int i = from; i < all.size(); i += step) {
      String failure = failure(scorer, all.get(i));
      if (failure != null) {
        failures.add(failure);
      }
    }
    return failures;
  }

  @Test
  void someAgree() {
    assertThat(failures(1, OF_MANY)).isEmpty();
  }

  @Test
  @Tag("heavy")
  void allAgree() {
    assertThat(failures(0, 1)).isEmpty();
  }

  @Test
  void methodOfAnInstanceIsAnEntryPoint() {
    assertThat(EntryMethod.of("Solution().twoSum"))
        .isEqualTo(new EntryMethod("Solution", "twoSum"));
    for (String other :
        new String[] {"twoSum", "Solution.twoSum", "Solution(1).f", "A().b().c", ""}) {
      assertThat(EntryMethod.of(other)).as(other).isNull();
    }
    assertThat(EntryMethod.of(null)).isNull();
  }
}
