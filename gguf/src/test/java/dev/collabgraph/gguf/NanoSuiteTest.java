package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.suite.Task;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine on real neural inference. */
class NanoSuiteTest {

  @ParameterizedTest
  @ValueSource(strings = {"arith", "lists"})
  void graphsOfRealModelsRunOnTheExampleSuites(String family) throws Exception {
    Assumptions.assumeTrue(Platform.current().built(), "no native library for this platform");
    try (NanoSuite suite = new NanoSuite(family, 2)) {
      List<Task> tasks = suite.tasks(1).subList(0, 12);
      for (String shape : List.of("single", "fuse 3", "vote 3")) {
        List<Trace> traces = suite.run(NanoSuite.graph(shape, "nano-m"), tasks);
        assertThat(traces).allMatch(Trace::conclusive);
        assertThat(traces.stream().mapToDouble(Trace::score).sum())
            .as("%s of 12 right by %s", family, shape)
            .isGreaterThan(3);
      }
    }
  }
}
