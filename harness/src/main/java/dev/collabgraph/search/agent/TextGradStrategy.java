package dev.collabgraph.search.agent;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.RandomStreams.Purpose;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.candidates.GraphDraws;
import dev.collabgraph.search.score.ScoreBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * TextGrad over graphs: one current graph, a batch of edits of it, a critique of the batch in
 * words, the best of the batch (the current graph, tried again on the same tasks, included) becomes
 * current. Begins with a batch of random graphs and mixes. It has no insights, no probabilities and
 * no memory beyond the last batch; that is the method, and why it stands here as a peer.
 *
 * <p>The editor is the model {@code search.agent} names, else {@link RulesEditor}: the critique is
 * the direction in which better graphs of the batch differ ({@link BatchCritique}), and the edits
 * that go along with it most are taken.
 *
 * <p>Source: Yuksekgonul et al. 2024 (TextGrad, arXiv 2406.07496), as a baseline of Wang et al.
 * 2025 (arXiv 2511.00086): the agent without insights, from a random mix. Departs from it as
 * decision 0038 says.
 */
final class TextGradStrategy implements SearchStrategy {
  private final StrategyContext context;
  private final RulesEditor editor;

  /** Only for the ranges of a front; no evidence in it is looked up. */
  private final ScoreBook book;

  private final Consultation consultation;
  private final AgentPrompt prompts;
  private final ReplyReader reader;
  private CollaborationGraph current;
  private List<CollaborationGraph> lastGraphs = List.of();
  private List<Double> lastRewards = List.of();
  private double currentReward = Double.NaN;
  private BatchCritique critique;
  private String said = "";

  private TextGradStrategy(StrategyContext context) {
    this.context = context;
    this.consultation = context.advisor().map(Consultation::new).orElse(null);
    this.prompts = new AgentPrompt(context.space(), context.objective());
    this.reader = new ReplyReader(context.space());
    this.editor = new RulesEditor(context.space());
    this.book = new ScoreBook(context.objective());
  }

  /** Factory of {@code textgrad}. */
  public static final class Factory implements StrategyFactory {
    @Override
    public String id() {
      return "textgrad";
    }

    @Override
    public boolean usesAgent() {
      return true;
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      return new TextGradStrategy(context);
    }
  }

  @Override
  public List<Proposal> ask(Plan plan) {
    book.turn(context.random().stream(Purpose.DIRECTION, plan.iteration()));
    int size = context.spec().graphsPerIteration();
    List<CollaborationGraph> graphs = new ArrayList<>();
    if (current == null) {
      graphs.addAll(
          GraphDraws.untrained(
              context.space(), context.random().stream(Purpose.SAMPLE, plan.iteration()), size));
    } else {
      if (size > 1) {
        graphs.add(current);
      }
      graphs.addAll(edits(plan, size - graphs.size()));
      if (graphs.isEmpty()) {
        graphs.add(current);
      }
    }
    int[] tasks = context.sharedTasks(plan.iteration());
    String phase = current == null ? "sample" : "edit";
    return graphs.stream().map(graph -> new Proposal(graph, phase, tasks)).toList();
  }

  /** The model's rewrites if it gave valid ones, else those of the rules. */
  private List<CollaborationGraph> edits(Plan plan, int count) {
    if (consultation != null && count > 0 && !lastGraphs.isEmpty()) {
      String prompt = prompts.critique(current, currentReward, lastGraphs, lastRewards, count);
      List<CollaborationGraph> rewrites =
          consultation
              .ask(plan.iteration(), prompt, reader::read)
              .map(advice -> advice.distinct(Set.of(current.digest()), count))
              .orElse(List.of());
      said = consultation.line();
      if (!rewrites.isEmpty()) {
        return rewrites;
      }
    }
    return editor.follow(
        current,
        critique,
        count,
        Set.of(current.digest()),
        context.random().stream(Purpose.DECIDE, plan.iteration()));
  }

  @Override
  public void tell(List<Trial> anyOrder) {
    List<CollaborationGraph> graphs = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    for (Trial trial : Trial.inOrder(anyOrder)) {
      book.add(trial);
      if (trial.status() == Trial.Status.CONCLUSIVE) {
        graphs.add(trial.proposal().graph().canonical());
        rewards.add(book.meanReward(trial));
      }
    }
    int best = -1;
    for (int g = 0; g < graphs.size(); g++) {
      if (current != null && graphs.get(g).digest().equals(current.digest())) {
        currentReward = rewards.get(g); // on the same tasks as its rivals
      }
      if (best < 0 || rewards.get(g) > rewards.get(best)) {
        best = g;
      }
    }
    if (best < 0) {
      return;
    }
    boolean first = current == null;
    if (first) {
      current = graphs.get(best);
      currentReward = rewards.get(best);
    }
    lastGraphs = graphs;
    lastRewards = rewards;
    critique = BatchCritique.of(context.space(), current, currentReward, graphs, rewards);
    if (first || rewards.get(best) > currentReward) {
      current = graphs.get(best);
      currentReward = rewards.get(best);
    }
    if (consultation == null && !critique.words().isEmpty()) {
      said = "textgrad: better were " + critique.words();
    }
  }

  @Override
  public String explain() {
    String text = said;
    said = "";
    return text;
  }
}
