package dev.collabgraph.search.strategy;

import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.PolicyGradient;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.RandomStreams.Purpose;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.score.ScoreBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Policy gradient on all logits: draw a batch, move the logits along the estimated gradient, draw
 * the next batch from what came of it. Options: {@code learningRate} (0.1), {@code entropy} (0),
 * {@code floor} (0.01).
 *
 * <p>Source: the optimisation of Zhuge et al. 2024 (GPTSwarm), with the leave-one-out baseline of
 * {@link PolicyGradient}.
 */
final class ReinforceStrategy implements SearchStrategy {
  private final StrategyContext context;
  private final GraphDistribution distribution;
  private final GraphSampler sampler;
  private final PolicyGradient gradient;

  /** Only for the ranges of a front. */
  private final ScoreBook book;

  private List<GraphSample> batch = List.of();
  private boolean warned;

  private ReinforceStrategy(StrategyContext context, PolicyGradient.Settings settings) {
    this.context = context;
    this.distribution = GraphDistribution.initial(context.space());
    this.sampler = new GraphSampler(context.space());
    this.gradient = new PolicyGradient(sampler, settings);
    this.book = new ScoreBook(context.objective());
  }

  /** Factory of {@code reinforce}. */
  public static final class Factory implements StrategyFactory {
    @Override
    public String id() {
      return "reinforce";
    }

    @Override
    public Set<String> optionKeys() {
      return Set.of("learningRate", "entropy", "floor");
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      StrategyOptions options = new StrategyOptions(context.spec().strategyOptions());
      return new ReinforceStrategy(
          context,
          PolicyGradient.Settings.defaults()
              .withLearningRate(options.number("learningRate", 0.1, 1e-6, 10))
              .withEntropyWeight(options.number("entropy", 0, 0, 10))
              .withFloor(options.number("floor", 0.01, 0, 0.5)));
    }
  }

  @Override
  public List<Proposal> ask(Plan plan) {
    book.turn(context.random().stream(Purpose.DIRECTION, plan.iteration()));
    int[] tasks = context.sharedTasks(plan.iteration());
    RandomGenerator random = context.random().stream(Purpose.SAMPLE, plan.iteration());
    batch = new ArrayList<>();
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < context.spec().graphsPerIteration(); i++) {
      GraphSample sample = sampler.newSample();
      sampler.sample(distribution, random, sample);
      batch.add(sample);
      proposals.add(new Proposal(sample.toGraph(context.space()), "sample", tasks));
    }
    return proposals;
  }

  @Override
  public void tell(List<Trial> told) {
    List<Trial> trials = Trial.inOrder(told);
    trials.forEach(book::add);
    int tasks = trials.get(0).proposal().tasks().length;
    if (trials.stream().anyMatch(trial -> trial.tasks().length < tasks)) {
      return; // stopped midway: the search is over
    }
    double[][] rewards = new double[trials.size()][];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = book.rewards(trials.get(i));
    }
    PolicyGradient.Outcome outcome = gradient.update(distribution, batch, rewards);
    if (outcome == PolicyGradient.Outcome.TOO_FEW_CONCLUSIVE && !warned) {
      warned = true;
      context
          .listener()
          .warning(
              "Fewer than two graphs of a batch could be scored; nothing was learned from it.");
    }
  }
}
