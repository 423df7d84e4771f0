package dev.collabgraph.suite.scoring.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.ScorerAudit;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One program in more than a hundred dresses is found, run and judged in each. */
@RequiresTool({Tool.BWRAP, Tool.PYTHON3})
class WildProgramsTest {
  @Test
  void agrees() throws URISyntaxException {
    Path cases = Path.of(WildProgramsTest.class.getResource("wild-code.jsonl").toURI());
    Scorer scorer = new CodeScorerFactory().create(Map.of("timeoutSeconds", 30.0), Path.of("."));
    ScorerAudit.Summary summary = ScorerAudit.run(scorer, cases, null);
    assertThat(summary.disagreements()).isEmpty();
    assertThat(summary.inconclusive()).isZero();
    assertThat(summary.agreeing()).isEqualTo(summary.cases()).isGreaterThan(125);
  }
}
