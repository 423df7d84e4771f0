package dev.collabgraph.search.score;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Measure;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * All evidence on graphs from one split: trials of isomorphic graphs are pooled, and a task that
 * was answered by the same calls twice counts once. Keeps the order of the first trials. Not
 * thread-safe.
 *
 * <p>Public for the sibling packages; not an API.
 */
public final class ScoreBook {

  /** One task answered once: the score, the time, the reward. */
  public record Observation(int task, double score, double latency, double reward) {}

  /** What is known of a graph and of those isomorphic to it. */
  public static final class Entry {
    private final CollaborationGraph graph;
    private final int firstTrial;
    private final double costUnits;
    private final Map<Long, Observation> observations = new TreeMap<>();
    private double measuredSum;
    private int measuredTasks;

    private Entry(CollaborationGraph graph, int firstTrial, double costUnits) {
      this.graph = graph;
      this.firstTrial = firstTrial;
      this.costUnits = costUnits;
    }

    /** Sets the reward of every observation. */
    private void judge(Judge judge) {
      double[] latencies =
          observations.values().stream().mapToDouble(Observation::latency).toArray();
      double[] rewards = judge.rewards(scores(), latencies, costUnits);
      int next = 0;
      for (Map.Entry<Long, Observation> each : observations.entrySet()) {
        Observation seen = each.getValue();
        each.setValue(new Observation(seen.task, seen.score, seen.latency, rewards[next++]));
      }
    }

    /** What it measures, with its sign such that more is better. */
    double gain(Measure measure) {
      return measure.gain(meanScore(), meanLatency(), costUnits);
    }

    /** In canonical form. */
    public CollaborationGraph graph() {
      return graph;
    }

    /** Number of the trial that saw it first. */
    public int firstTrial() {
      return firstTrial;
    }

    public double costUnits() {
      return costUnits;
    }

    /** By task and repeat, ascending. */
    List<Observation> observations() {
      return List.copyOf(observations.values());
    }

    /** Number of observations. */
    public int size() {
      return observations.size();
    }

    /** The scores in the order of {@link #observations}. */
    public double[] scores() {
      return observations.values().stream().mapToDouble(Observation::score).toArray();
    }

    public double meanScore() {
      return observations.values().stream()
          .mapToDouble(Observation::score)
          .average()
          .orElse(Double.NaN);
    }

    public double meanReward() {
      return observations.values().stream()
          .mapToDouble(Observation::reward)
          .average()
          .orElse(Double.NaN);
    }

    public double meanLatency() {
      return observations.values().stream()
          .mapToDouble(Observation::latency)
          .average()
          .orElse(Double.NaN);
    }

    /** Mean cost by the tokens counted; NaN if unknown. */
    public double measuredUnits() {
      return measuredTasks == 0 ? Double.NaN : measuredSum / measuredTasks;
    }

    /** The scores by task, the mean over repeats. */
    public Map<Integer, Double> scoreByTask() {
      Map<Integer, double[]> sums = new TreeMap<>();
      for (Observation each : observations.values()) {
        double[] sum = sums.computeIfAbsent(each.task, task -> new double[2]);
        sum[0] += each.score;
        sum[1]++;
      }
      Map<Integer, Double> means = new TreeMap<>();
      sums.forEach((task, sum) -> means.put(task, sum[0] / sum[1]));
      return means;
    }
  }

  private final Objective objective;
  private Judge judge;
  private final Map<String, Entry> byDigest = new LinkedHashMap<>();
  private final Map<String, SearchStrategy.Belief> beliefs = new LinkedHashMap<>();
  private int trials;

  public ScoreBook(Objective objective) {
    this.objective = objective;
    this.judge = objective::rewards;
  }

  /**
   * Where the objective is a front, takes a new random direction towards it and judges all evidence
   * anew; else does nothing. To be called before every batch.
   */
  public void turn(RandomGenerator random) {
    if (objective.front()) {
      judge = Chebyshev.draw(objective, entries(), random);
      byDigest.values().forEach(entry -> entry.judge(judge));
    }
  }

  /** The rewards of a trial's tasks in the present direction. */
  public double[] rewards(Trial trial) {
    return judge.rewards(trial.scores(), trial.latencies(), trial.costUnits());
  }

  /** Their mean over the tasks that have a score; NaN without any. */
  public double meanReward(Trial trial) {
    return Judge.mean(rewards(trial));
  }

  /**
   * The graphs by what is wanted of them, the best first: those that keep all constraints before
   * all others; by shrunken mean reward, or along the front.
   */
  public List<ScoreModel.Ranked> ranked() {
    List<ScoreModel.Ranked> ranked;
    if (objective.front()) {
      List<Entry> entries = entries();
      double[] scores = ScoreModel.scores(entries);
      Map<Entry, Double> byEntry = new IdentityHashMap<>();
      for (int e = 0; e < scores.length; e++) {
        byEntry.put(entries.get(e), scores[e]);
      }
      ranked = new ArrayList<>();
      for (Entry entry : Front.order(this, objective)) {
        ranked.add(new ScoreModel.Ranked(entry, byEntry.get(entry), ScoreModel.GRAPH_PSEUDO_TASKS));
      }
    } else {
      ranked = byBelief().orElseGet(() -> ScoreModel.rank(entries()));
    }
    if (!objective.constraints().isEmpty()) {
      ranked = new ArrayList<>(ranked);
      ranked.sort(Comparator.comparing(each -> !feasible(each.entry())));
    }
    return ranked;
  }

  /** Takes over what the strategy believes; none = {@link ScoreModel} decides. */
  public void believe(List<SearchStrategy.Belief> ofStrategy) {
    beliefs.clear();
    ofStrategy.forEach(belief -> beliefs.put(belief.graph().digest(), belief));
  }

  /** All graphs as the strategy believes; empty unless it has a belief on every one. */
  public Optional<List<ScoreModel.Ranked>> byBelief() {
    if (beliefs.isEmpty() || !beliefs.keySet().containsAll(byDigest.keySet())) {
      return Optional.empty();
    }
    List<ScoreModel.Ranked> ranked = new ArrayList<>();
    byDigest.forEach(
        (digest, entry) -> {
          SearchStrategy.Belief belief = beliefs.get(digest);
          double beyond = Math.max(0, belief.tasks() - entry.size());
          ranked.add(new ScoreModel.Ranked(entry, belief.reward(), beyond));
        });
    ranked.sort(ScoreModel.BEST_FIRST);
    return Optional.of(ranked);
  }

  /** Whether a graph keeps all constraints as far as is known. */
  boolean feasible(Entry entry) {
    return objective.feasible(entry.meanScore(), entry.meanLatency(), entry.costUnits());
  }

  /** Adds a trial; an inconclusive one is counted and otherwise left out. */
  public void add(Trial trial) {
    if (trial.tasks().length == 0) {
      return;
    }
    trials++;
    if (trial.status() != Trial.Status.CONCLUSIVE) {
      return;
    }
    CollaborationGraph graph = trial.proposal().graph().canonical();
    Entry entry =
        byDigest.computeIfAbsent(
            graph.digest(), digest -> new Entry(graph, trial.number(), trial.costUnits()));
    for (int i = 0; i < trial.tasks().length; i++) {
      if (!Double.isNaN(trial.scores()[i])) {
        int task = trial.tasks()[i];
        entry.observations.put(
            (long) task << 32 | trial.proposal().repeat(),
            new Observation(task, trial.scores()[i], trial.latencies()[i], Double.NaN));
      }
    }
    entry.judge(judge);
    entry.measuredSum += trial.measuredUnits() * trial.conclusiveTasks();
    entry.measuredTasks += trial.conclusiveTasks();
  }

  /** The graphs with evidence, in the order of their first trials. */
  public List<Entry> entries() {
    return new ArrayList<>(byDigest.values());
  }

  /** The entry of a graph; null without evidence. */
  public Entry entry(CollaborationGraph graph) {
    return byDigest.get(graph.digest());
  }

  /** Trials added, inconclusive ones included. */
  public int trials() {
    return trials;
  }
}
