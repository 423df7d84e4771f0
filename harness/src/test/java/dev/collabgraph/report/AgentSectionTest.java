package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.search.Advisor.Exchange;
import dev.collabgraph.search.SearchResult.Agent;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentSectionTest {

  @Test
  void everyQuestionIsShownWithItsReplyAndNothingInItIsMarkup() {
    Agent agent =
        new Agent(
            2,
            2000,
            200,
            1e12,
            0.1,
            List.of(
                new Exchange(3, 1, "ask <b>", "<script>alert(1)</script>", "it holds no JSON"),
                new Exchange(3, 2, "again", "{\"graphs\": []}", null)));

    String html = AgentSection.of(agent);

    assertThat(html)
        .contains("Questions: 2, replies not used: 1")
        .contains("Round 3, question 1: not used: it holds no JSON")
        .contains("Round 3, question 2: used")
        .contains("&lt;script&gt;")
        .doesNotContain("<script>")
        .doesNotContain("ask <b>");
  }

  @Test
  void aLongReplyIsCutAndRulesLeaveNothing() {
    Agent agent =
        new Agent(1, 1, 1, 1, 1, List.of(new Exchange(3, 1, "p", "x".repeat(100_000), "too long")));

    assertThat(AgentSection.of(agent)).contains("(cut here)").hasSizeLessThan(10_000);
    assertThat(AgentSection.of(Agent.NONE)).isEmpty();
  }
}
