package dev.collabgraph.search.strategy;

import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.RandomStreams.Purpose;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.score.ScoreBook;
import dev.collabgraph.search.score.ScoreModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Tree-structured Parzen estimator: one {@link ParzenDensity} of the good graphs so far and one of
 * the others; of a number of draws from the good one, the graph with the highest ratio of the two
 * is tried. What is good is decided on rewards with the tasks' difficulty taken out. Options:
 * {@code startup} (10) graphs drawn untrained first, {@code gamma} (0.25) the share that is good,
 * {@code candidates} (24) draws for each graph, {@code prior} (1) observations that the untrained
 * distribution counts for.
 *
 * <p>Source: Bergstra et al. 2011. Departs from it: choices are edges, roles and models of a graph,
 * live or not by those before them; a batch is proposed at once; a graph is proposed again only if
 * no draw is new.
 */
final class TpeStrategy implements SearchStrategy {
  private final StrategyContext context;
  private final int startup;
  private final double gamma;
  private final int candidates;
  private final ParzenDensity good;
  private final ParzenDensity bad;
  private final ScoreBook book;

  /** How each graph was drawn, by digest; looked up only, never iterated over. */
  private final Map<String, GraphSample> samples = new HashMap<>();

  private TpeStrategy(StrategyContext context, StrategyOptions options) {
    this.context = context;
    this.startup = (int) options.number("startup", 10, 2, 1e6);
    this.gamma = options.number("gamma", 0.25, 0.01, 0.9);
    this.candidates = (int) options.number("candidates", 24, 1, 1e4);
    double prior = options.number("prior", 1, 1e-3, 1e3);
    this.good = new ParzenDensity(context.space(), prior);
    this.bad = new ParzenDensity(context.space(), prior);
    this.book = new ScoreBook(context.objective());
  }

  /** Factory of {@code tpe}. */
  public static final class Factory implements StrategyFactory {
    @Override
    public String id() {
      return "tpe";
    }

    @Override
    public Set<String> optionKeys() {
      return Set.of("startup", "gamma", "candidates", "prior");
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      return new TpeStrategy(context, new StrategyOptions(context.spec().strategyOptions()));
    }
  }

  @Override
  public List<Proposal> ask(Plan plan) {
    RandomGenerator random = context.random().stream(Purpose.SAMPLE, plan.iteration());
    book.turn(context.random().stream(Purpose.DIRECTION, plan.iteration()));
    boolean trained = fit();
    int[] tasks = context.sharedTasks(plan.iteration());
    Map<String, Proposal> batch = new LinkedHashMap<>();
    for (int i = 0; i < context.spec().graphsPerIteration(); i++) {
      GraphSample sample = trained ? best(batch.keySet(), random) : good.draw(random);
      CollaborationGraph graph = sample.toGraph(context.space()).canonical();
      samples.putIfAbsent(graph.digest(), sample);
      batch.putIfAbsent(graph.digest(), new Proposal(graph, "sample", tasks));
    }
    return List.copyOf(batch.values());
  }

  /** Fits both densities; false while too little is known, when they stay untrained. */
  private boolean fit() {
    List<ScoreBook.Entry> entries = book.entries();
    if (entries.size() < startup) {
      return false;
    }
    int goods = Math.max(1, (int) Math.ceil(gamma * entries.size()));
    List<GraphSample> above = new ArrayList<>();
    List<GraphSample> below = new ArrayList<>();
    for (ScoreModel.Ranked ranked : ScoreModel.rank(entries)) {
      (above.size() < goods ? above : below).add(samples.get(ranked.entry().graph().digest()));
    }
    good.fit(above);
    bad.fit(below);
    return true;
  }

  /**
   * The draw with the highest ratio among those never tried; among all if every one was tried.
   *
   * @param batch digests proposed in this iteration
   */
  private GraphSample best(Set<String> batch, RandomGenerator random) {
    GraphSample best = null;
    boolean bestIsNew = false;
    double bestRatio = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < candidates; i++) {
      GraphSample sample = good.draw(random);
      CollaborationGraph graph = sample.toGraph(context.space());
      boolean isNew = !batch.contains(graph.digest()) && book.entry(graph) == null;
      double ratio = good.logProbability(sample) - bad.logProbability(sample);
      if (best == null || (isNew == bestIsNew ? ratio > bestRatio : isNew)) {
        best = sample;
        bestIsNew = isNew;
        bestRatio = ratio;
      }
    }
    return best;
  }

  @Override
  public void tell(List<Trial> trials) {
    Trial.inOrder(trials).forEach(book::add);
  }
}
