package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.TaskSuite;
import dev.collabgraph.suite.TaskSuiteLoader;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite files that the decision note shows are real: they load, and their models answer. */
class SimulatedSuitesTest {
  private static final Path NOTE = Path.of("../docs/decisions/0003-simulated-landscape.md");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

  @Test
  void suitesOfTheDecisionNoteLoadAndAreAnswered(@TempDir Path folder) throws IOException {
    List<String> suites = new ArrayList<>();
    Matcher matcher = YAML.matcher(Files.readString(NOTE));
    while (matcher.find()) {
      Path file = folder.resolve("suite-" + suites.size() + ".yaml");
      Files.writeString(file, matcher.group(1));
      SuiteDefinition suite = SuiteLoader.load(file, Map.of());
      answer(suite, TaskSuiteLoader.load(suite));
      suites.add(suite.name());
    }
    assertThat(suites).containsExactly("math", "mmlu", "humaneval", "math-with-70b");
  }

  private static void answer(SuiteDefinition suite, TaskSuite tasks) {
    Scorer scorer = Scorers.create(suite.scorer(), Path.of("."));
    ProviderSpec provider = suite.providers().values().iterator().next();
    List<ModelSpec> models = new ArrayList<>();
    for (ModelSpec model : suite.models()) {
      ModelSpec described =
          new SimulatedProvider().describe(provider, model, SimulatedClientTest.NOTHING);
      assertThat(described.architecture()).as("%s", model.id()).isNotNull();
      models.add(described);
    }
    try (ModelClient client =
        new SimulatedProvider().open(provider, models, SimulatedClientTest.NOTHING)) {
      for (ModelSpec model : models) {
        int right = 0;
        List<Task> some = tasks.search().subList(0, 80);
        for (Task task : some) {
          String text =
              client
                  .complete(SimulatedClientTest.request(task.id(), model, "assistant", 0, 0))
                  .join()
                  .text();
          String answer = scorer.extract(task, text).orElseThrow();
          right += scorer.score(task, answer) == 1 ? 1 : 0;
        }
        // Every model of every pool is right on 25 to 90 % of the tasks; the rest is noise (80
        // tasks).
        assertThat((double) right / some.size())
            .as("%s on %s", model.id(), suite.name())
            .isBetween(0.08, 0.99);
        assertThat(scorer.extract(tasks.search().get(0), DraftText.CUT)).isEmpty();
      }
    }
  }
}
