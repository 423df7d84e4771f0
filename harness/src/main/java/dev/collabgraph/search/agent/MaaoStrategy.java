package dev.collabgraph.search.agent;

import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.PolicyGradient;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.RandomStreams.Purpose;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.score.ScoreBook;
import dev.collabgraph.search.strategy.StrategyOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Model as an optimiser, in turn with a gradient: odd iterations draw a batch from the
 * probabilities and take one policy-gradient step; even ones let an editor rewrite graphs from the
 * trajectory (the best graphs so far with their scores), and the best rewrite becomes the point
 * from which the gradient goes on. No insights; the editor sees graphs and mean scores and nothing
 * else.
 *
 * <p>The editor is the model {@code search.agent} names, else {@link RulesEditor}: edits of the
 * trajectory's best graphs in turn. Options: {@code learningRate} (0.1), {@code trajectory} (5)
 * graphs the editor sees, {@code changes} (2) expected choices in which a draw differs from the
 * restarting point.
 *
 * <p>Source: Guo et al. 2024 (arXiv 2405.19732), interleaving a gradient optimiser with a language
 * model, as a baseline of Wang et al. 2025 (arXiv 2511.00086). Departs from it as decision 0038
 * says.
 */
final class MaaoStrategy implements SearchStrategy {
  private final StrategyContext context;
  private final PolicyGradient.Settings settings;
  private final int trajectory;
  private final double changes;
  private final GraphSampler sampler;
  private final RulesEditor editor;
  private final ScoreBook book;
  private final Consultation consultation;
  private final AgentPrompt prompts;
  private final ReplyReader reader;
  private GraphDistribution distribution;
  private PolicyGradient gradient;
  private List<GraphSample> batch = List.of();
  private String said = "";

  private MaaoStrategy(StrategyContext context, StrategyOptions options) {
    this.context = context;
    this.settings =
        PolicyGradient.Settings.defaults()
            .withLearningRate(options.number("learningRate", 0.1, 1e-6, 10));
    this.trajectory = (int) options.number("trajectory", 5, 1, 1000);
    this.changes = options.number("changes", 2, 0.001, 100);
    this.sampler = new GraphSampler(context.space());
    this.consultation = context.advisor().map(Consultation::new).orElse(null);
    this.prompts = new AgentPrompt(context.space(), context.objective());
    this.reader = new ReplyReader(context.space());
    this.editor = new RulesEditor(context.space());
    this.book = new ScoreBook(context.objective());
    this.distribution = GraphDistribution.initial(context.space());
    this.gradient = new PolicyGradient(sampler, settings);
  }

  /** Factory of {@code maao}. */
  public static final class Factory implements StrategyFactory {
    @Override
    public String id() {
      return "maao";
    }

    @Override
    public Set<String> optionKeys() {
      return Set.of("learningRate", "trajectory", "changes");
    }

    @Override
    public boolean usesAgent() {
      return true;
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      return new MaaoStrategy(context, new StrategyOptions(context.spec().strategyOptions()));
    }
  }

  @Override
  public List<Proposal> ask(Plan plan) {
    int[] tasks = context.sharedTasks(plan.iteration());
    book.turn(context.random().stream(Purpose.DIRECTION, plan.iteration()));
    batch = new ArrayList<>();
    if (plan.iteration() % 2 == 0 && !book.entries().isEmpty()) {
      List<CollaborationGraph> rewrites = rewrites(plan);
      if (!rewrites.isEmpty()) {
        return rewrites.stream().map(graph -> new Proposal(graph, "rewrite", tasks)).toList();
      }
    }
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < context.spec().graphsPerIteration(); i++) {
      GraphSample sample = sampler.newSample();
      sampler.sample(
          distribution, context.random().stream(Purpose.SAMPLE, stream(plan, i)), sample);
      batch.add(sample);
      proposals.add(new Proposal(sample.toGraph(context.space()), "sample", tasks));
    }
    return proposals;
  }

  private static long stream(Plan plan, int graph) {
    return ((long) plan.iteration() << 32) + graph;
  }

  private List<CollaborationGraph> rewrites(Plan plan) {
    List<ScoreBook.Entry> trail =
        book.entries().stream()
            .sorted(Comparator.comparingDouble((ScoreBook.Entry entry) -> -entry.meanReward()))
            .limit(trajectory)
            .toList();
    if (consultation != null) {
      String prompt = prompts.trajectory(trail, context.spec().graphsPerIteration());
      List<CollaborationGraph> rewrites =
          consultation
              .ask(plan.iteration(), prompt, reader::read)
              .map(advice -> advice.distinct(Set.of(), context.spec().graphsPerIteration()))
              .orElse(List.of());
      said = consultation.line();
      if (!rewrites.isEmpty()) {
        return rewrites;
      }
    }
    return editor.edits(
        trail.stream().map(ScoreBook.Entry::graph).toList(),
        context.spec().graphsPerIteration(),
        Set.of(),
        context.random().stream(Purpose.DECIDE, plan.iteration()));
  }

  @Override
  public void tell(List<Trial> anyOrder) {
    List<Trial> trials = Trial.inOrder(anyOrder);
    trials.forEach(book::add);
    int tasks = trials.get(0).proposal().tasks().length;
    if (trials.stream().anyMatch(trial -> trial.tasks().length < tasks)) {
      return; // stopped midway: the search is over
    }
    if (batch.isEmpty()) {
      restart(trials);
    } else {
      double[][] rewards = new double[trials.size()][];
      for (int i = 0; i < rewards.length; i++) {
        rewards[i] = book.rewards(trials.get(i));
      }
      gradient.update(distribution, batch, rewards);
    }
  }

  /** Goes on from the best rewrite, the first of equals, with a fresh gradient. */
  private void restart(List<Trial> trials) {
    Trial best = null;
    for (Trial trial : trials) {
      if (trial.status() == Trial.Status.CONCLUSIVE
          && (best == null || book.meanReward(trial) > book.meanReward(best))) {
        best = trial;
      }
    }
    if (best != null) {
      CollaborationGraph graph = best.proposal().graph();
      distribution = GraphDistribution.initial(context.space());
      Steering.set(context.space(), distribution, graph, changes);
      gradient = new PolicyGradient(sampler, settings);
      String on =
          "maao: the gradient goes on from a rewrite of width %s and depth %s"
              .formatted(graph.width(), graph.depth());
      said = said.isEmpty() ? on : said + " " + on;
    }
  }

  @Override
  public String explain() {
    String text = said;
    said = "";
    return text;
  }
}
