package dev.collabgraph.search.agent;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.candidates.Moves;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The agent that needs no model: the three insights as rules on the feedback. It settles the models
 * first, then wishes for neighbours of the leading graphs, as {@link Moves} reach them, and picks
 * those of which the feedback lets it expect most. Same feedback, same wishes.
 */
final class RulesAgent {
  private static final int ELITES = 6;
  private static final int NEIGHBOURS = 30;
  private static final int FEWEST_MODELS = 3;
  private static final int MOST_MODELS = 4;
  private static final int FROM_ONE_PARENT = 2;
  private static final double BEHIND = 2;

  private final SearchSpace space;
  private final GraphFeatures features;
  private final Moves.Insights insights;
  private List<Integer> models = new ArrayList<>();
  private String reason = "";
  private Feedback fittedTo;
  private Surrogate surrogate;

  RulesAgent(SearchSpace space, Moves.Insights insights) {
    this.space = space;
    this.features = new GraphFeatures(space);
    this.insights = insights;
    for (int m = 0; m < space.modelCount(); m++) {
      models.add(m);
    }
  }

  /**
   * Insight 1: the models whose best probe is not clearly behind the best of all, by score, at
   * least three and at most four.
   *
   * @return indexes, the strongest by declared rank first: it will be the one to read
   */
  List<Integer> settleModels(Feedback feedback) {
    double[] best = new double[space.modelCount()];
    double[] error = new double[space.modelCount()];
    java.util.Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (Feedback.Graph graph : feedback.graphs()) {
      int model = onlyModel(graph.entry().graph());
      if (model >= 0 && graph.value() > best[model]) {
        best[model] = graph.value();
        error[model] = Math.sqrt(2 * feedback.noise() / graph.entry().size());
      }
    }
    List<Integer> ranked = new ArrayList<>(models);
    ranked.sort(Comparator.comparingDouble((Integer model) -> -best[model]));
    List<Integer> leading = new ArrayList<>();
    StringBuilder text = new StringBuilder("Phase 1: building with");
    for (int model : ranked) {
      boolean near = best[model] >= best[ranked.get(0)] - BEHIND * error[model];
      if (leading.size() < FEWEST_MODELS || near && leading.size() < MOST_MODELS) {
        text.append(leading.isEmpty() ? " " : ", ")
            .append(space.costs().models().get(model).id())
            .append(String.format(Locale.ROOT, " (%.0f %%)", 100 * best[model]));
        leading.add(model);
      }
    }
    reason = text.toString();
    models = leading;
    return models();
  }

  /** Indexes of the models to build with, the strongest by declared rank first. */
  List<Integer> models() {
    List<Integer> strongest = new ArrayList<>(models);
    strongest.sort(
        Comparator.comparingDouble((Integer model) -> -space.costs().models().get(model).rank()));
    return List.copyOf(strongest);
  }

  /** The model of a graph that has one only; -1 if it has more. */
  private int onlyModel(CollaborationGraph graph) {
    String only = null;
    for (CollaborationGraph.Node node : graph.nodes()) {
      if (node.model() != null) {
        if (only != null && !only.equals(node.model())) {
          return -1;
        }
        only = node.model();
      }
    }
    for (int m = 0; m < space.modelCount(); m++) {
      if (space.costs().models().get(m).id().equals(only)) {
        return m;
      }
    }
    return -1;
  }

  /** A line on what was settled last. */
  String reason() {
    return reason;
  }

  /**
   * Graphs worth more tasks, the most promising first: they may be the best, and it is not sure.
   *
   * @param tasks how many there are
   */
  List<CollaborationGraph> leaders(Feedback feedback, int tasks) {
    List<Hope> open = new ArrayList<>();
    for (Hope each : hopes(feedback, surrogate(feedback), 1)) {
      if (each.graph.entry().size() < tasks) {
        open.add(each);
      }
    }
    return open.stream().map(each -> each.graph.entry().graph()).toList();
  }

  /** A graph that was tried, with what may be hoped of it: a mean plus some deviations. */
  private record Hope(Feedback.Graph graph, double value) {}

  private static List<Hope> hopes(Feedback feedback, Surrogate surrogate, double deviations) {
    List<Hope> hopes = new ArrayList<>();
    for (Feedback.Graph graph : feedback.graphs()) {
      Surrogate.Guess guess = surrogate.guess(graph.features());
      hopes.add(new Hope(graph, guess.mean() + deviations * guess.deviation()));
    }
    hopes.sort(
        Comparator.comparingDouble((Hope each) -> -each.value)
            .thenComparingInt(each -> each.graph.entry().firstTrial()));
    return hopes;
  }

  /** The surrogate fitted to feedback; asked twice for the same, it is fitted once. */
  Surrogate surrogate(Feedback feedback) {
    if (feedback != fittedTo) {
      surrogate = fitted(feedback);
      fittedTo = feedback;
    }
    return surrogate;
  }

  private static Surrogate fitted(Feedback feedback) {
    List<Feedback.Graph> graphs = new ArrayList<>(feedback.graphs());
    graphs.sort(
        Comparator.comparingInt((Feedback.Graph graph) -> -graph.entry().size())
            .thenComparingDouble(graph -> -graph.value())
            .thenComparingInt(graph -> graph.entry().firstTrial()));
    List<Surrogate.Point> points = new ArrayList<>();
    for (Feedback.Graph graph : graphs) {
      points.add(new Surrogate.Point(graph.features(), graph.value(), graph.entry().size()));
    }
    return Surrogate.fit(points, feedback.noise());
  }

  /**
   * What is believed of every graph tried: its expected reward and how many tasks that is worth.
   */
  List<SearchStrategy.Belief> beliefs(Feedback feedback) {
    Surrogate surrogate = surrogate(feedback);
    List<SearchStrategy.Belief> beliefs = new ArrayList<>();
    for (Feedback.Graph graph : feedback.graphs()) {
      Surrogate.Guess guess = surrogate.guess(graph.features());
      beliefs.add(
          new SearchStrategy.Belief(
              graph.entry().graph(),
              guess.mean(),
              feedback.noise() / (guess.deviation() * guess.deviation())));
    }
    return beliefs;
  }

  private record Wish(CollaborationGraph graph, int parent, double hope) {}

  /**
   * Graphs the agent wants next, the most wanted first.
   *
   * @param used share of the search that is used: early wishes explore more
   */
  List<CollaborationGraph> wishes(
      Feedback feedback, int count, double used, RandomGenerator random) {
    Surrogate surrogate = surrogate(feedback);
    List<Hope> elites = hopes(feedback, surrogate, 0);
    Moves moves = new Moves(space, models, insights, random);
    double deviations = 1 - 0.75 * used;
    List<Wish> wishes = new ArrayList<>();
    for (int e = 0; e < Math.min(ELITES, elites.size()) && moves.any(); e++) {
      CollaborationGraph elite = elites.get(e).graph.entry().graph();
      for (int i = 0; i < NEIGHBOURS; i++) {
        CollaborationGraph neighbour = moves.neighbour(elite);
        if (neighbour != null) {
          Surrogate.Guess guess = surrogate.guess(features.of(neighbour));
          wishes.add(new Wish(neighbour, e, guess.mean() + deviations * guess.deviation()));
        }
      }
    }
    wishes.sort(Comparator.comparingDouble((Wish wish) -> -wish.hope));
    return diverse(wishes, count, feedback);
  }

  /** The best wishes nobody has tried, no more than a few from one parent if there are others. */
  private static List<CollaborationGraph> diverse(List<Wish> wishes, int count, Feedback feedback) {
    Set<String> known = new HashSet<>();
    feedback.graphs().forEach(graph -> known.add(graph.entry().graph().digest()));
    int[] fromParent = new int[ELITES];
    List<CollaborationGraph> chosen = new ArrayList<>();
    List<Wish> passedOver = new ArrayList<>();
    for (Wish wish : wishes) {
      if (chosen.size() == count) {
        return chosen;
      }
      if (fromParent[wish.parent] == FROM_ONE_PARENT) {
        passedOver.add(wish);
      } else if (known.add(wish.graph.digest())) {
        fromParent[wish.parent]++;
        chosen.add(wish.graph);
      }
    }
    for (Wish wish : passedOver) {
      if (chosen.size() < count && known.add(wish.graph.digest())) {
        chosen.add(wish.graph);
      }
    }
    return chosen;
  }
}
