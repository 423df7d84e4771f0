package dev.collabgraph.execution;

import static dev.collabgraph.execution.Fixture.TASK;
import static dev.collabgraph.execution.Fixture.client;
import static dev.collabgraph.execution.Fixture.executor;
import static dev.collabgraph.execution.Fixture.graph;
import static dev.collabgraph.execution.Fixture.nodes;
import static dev.collabgraph.execution.Fixture.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class VoteTest {
  private static final Scorer SCORER = new Fixture.LetterScorer();

  private static int elect(String[] answers, double... ranks) {
    int[] members = new int[answers.length];
    for (int i = 0; i < members.length; i++) {
      members[i] = i;
    }
    return Vote.elect(SCORER, TASK, members, answers, ranks);
  }

  private static String[] answers(String... answers) {
    return answers;
  }

  @Test
  void majorityWinsAgainstRank() {
    assertThat(elect(answers("A", "B", "B"), 9, 1, 1)).isEqualTo(1);
  }

  @Test
  void classIsRepresentedByItsFirstMember() {
    assertThat(elect(answers("A", "b", "B", "B"), 1, 1, 5, 1)).isEqualTo(1);
  }

  @Test
  void missingAnswersAbstain() {
    assertThat(elect(answers(null, null, null, "D"), 1, 1, 1, 1)).isEqualTo(3);
  }

  @Test
  void nobodyWinsWhenAllAbstain() {
    assertThat(elect(answers(null, null), 1, 1)).isEqualTo(Vote.NOBODY);
  }

  @Test
  void tieGoesToTheHighestRank() {
    assertThat(elect(answers("A", "B", "A", "B"), 1, 2, 1, 3)).isEqualTo(1);
  }

  @Test
  void tieOfRanksGoesToTheEarliestNode() {
    assertThat(elect(answers("B", "A", "A", "B"), 1, 1, 1, 1)).isEqualTo(0);
  }

  @Test
  void negativeRanksStillBreakTies() {
    assertThat(elect(answers("A", "B"), -5, -2)).isEqualTo(1);
  }

  @Test
  void voteGivesTheFullTextAndCostsNothing() {
    Trace trace = voted(Map.of("small", "because, answer: C", "mid", "no, answer: A"), "C");
    assertThat(trace.score()).isEqualTo(1.0);
    Trace.NodeTrace vote = trace.nodes().get(3);
    assertThat(vote.completion().text()).isEqualTo("because, answer: C");
    assertThat(vote.completion().inputTokens()).isZero();
    assertThat(vote.completion().outputTokens()).isZero();
    assertThat(vote.completion().latencySeconds()).isZero();
    assertThat(vote.prompt()).isNull();
    assertThat(vote.callKey()).isNull();
    assertThat(trace.latencySeconds()).isEqualTo(1.0);
  }

  @Test
  void voteOfAbstentionsIsNoAnswer() {
    Trace trace = voted(Map.of("small", "dunno", "mid", "dunno"), "C");
    assertThat(trace.conclusive()).isTrue();
    assertThat(trace.answer()).isNull();
    assertThat(trace.score()).isZero();
  }

  @Test
  void refusedInputAbstains() {
    Trace trace =
        executor(
                client(
                    request ->
                        CompletableFuture.completedFuture(
                            request.model().id().equals("small")
                                ? new Completion(
                                    "answer: A", null, 1, 1, 1, Completion.Finish.REFUSED)
                                : Fixture.says("answer: C"))),
                Runnable::run)
            .run(THREE, TASK, 0, 0)
            .join();
    assertThat(trace.answer()).isEqualTo("C");
  }

  @Test
  void graphThatVotesIsRefusedWhenTheScorerDoesNotCompare() {
    Scorer plain =
        new Scorer() {
          @Override
          public String type() {
            return "plain";
          }

          @Override
          public Optional<String> extract(Task task, String completion) {
            return Optional.of(completion);
          }

          @Override
          public double score(Task task, String answer) {
            return 0;
          }
        };
    GraphExecutor executor =
        new GraphExecutor(
            Map.of("test", client(request -> CompletableFuture.completedFuture(Fixture.says("x")))),
            plain,
            new CallSharing(),
            Runnable::run);
    assertThatThrownBy(() -> executor.run(THREE, TASK, 0, 0))
        .hasMessage("The graph votes, but scorer \"plain\" does not compare answers.");
  }

  private static final ExecutionPlan THREE =
      plan(
          graph(
              nodes("assistant/small", "assistant/small", "assistant/mid", "vote"),
              new int[] {},
              new int[] {},
              new int[] {},
              new int[] {0, 1, 2}));

  private static Trace voted(Map<String, String> texts, String gold) {
    return executor(
            client(
                request ->
                    CompletableFuture.completedFuture(
                        Fixture.says(texts.get(request.model().id())))),
            Runnable::run)
        .run(THREE, new Task("t", "q", gold), 0, 0)
        .join();
  }
}
