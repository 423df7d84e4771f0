package dev.collabgraph.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Moves a distribution's logits along the score-function estimate of the reward's gradient.
 *
 * <p>REINFORCE (Williams 1992, section 4) with a leave-one-out baseline (Kool, van Hoof and Welling
 * 2019): a graph's advantage is the mean, over the tasks it shares with at least one other
 * conclusive graph, of its reward less the mean of the others on that task. With an entropy weight
 * beta the reward is increased by -beta log P(graph), whose gradient is that of beta times the
 * joint entropy. Rewards are not rescaled. Adam takes the step; the floor then projects the logits
 * that were touched and no others, so what is sampled next is what is stored.
 *
 * <p>Cost: O(graphs x choices asked). Allocates nothing in steady state. Not thread-safe; sums are
 * taken in the order of the samples.
 */
public final class PolicyGradient {

  /** Least share of conclusive tasks for a graph to take part. */
  public static final double CONCLUSIVE_SHARE = 0.95;

  /** What an update did. */
  public enum Outcome {
    /** The logits moved. */
    UPDATED,
    /** Fewer than two graphs were conclusive: nothing changed, nothing was learned. */
    TOO_FEW_CONCLUSIVE
  }

  /**
   * How to step.
   *
   * @param learningRate of Adam, in logits; above 0; default 0.1
   * @param entropyWeight beta, in units of reward per nat; 0 or more; default 0
   * @param floor least probability of an edge, of its absence, of a role and of a model that an
   *     update leaves; from 0 to 0.5; default 0.01. An edge's own floor is never above a quarter of
   *     where it starts, that of a role or model never above half of its uniform share
   * @param beta1 decay of the first moment, from 0 to below 1; default 0.9
   * @param beta2 decay of the second moment, from 0 to below 1; default 0.999
   * @param epsilon added to the root of the second moment, above 0; default 1e-8
   */
  public record Settings(
      double learningRate,
      double entropyWeight,
      double floor,
      double beta1,
      double beta2,
      double epsilon) {

    public Settings {
      above(learningRate, "learningRate");
      above(epsilon, "epsilon");
      if (!(entropyWeight >= 0 && entropyWeight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "entropyWeight is " + entropyWeight + ", expected 0 or more.");
      }
      if (!(floor >= 0 && floor <= 0.5)) {
        throw new IllegalArgumentException(
            "floor is " + floor + ", expected a number from 0 to 0.5.");
      }
      decay(beta1, "beta1");
      decay(beta2, "beta2");
    }

    private static void above(double value, String name) {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(name + " is " + value + ", expected a number above 0.");
      }
    }

    private static void decay(double value, String name) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException(
            name + " is " + value + ", expected a number from 0 to below 1.");
      }
    }

    /** Rate 0.1, no entropy bonus, floor 0.01, Adam's usual decays. */
    public static Settings defaults() {
      return new Settings(0.1, 0.0, 0.01, 0.9, 0.999, 1e-8);
    }

    /** These settings with another learning rate. */
    public Settings withLearningRate(double rate) {
      return new Settings(rate, entropyWeight, floor, beta1, beta2, epsilon);
    }

    /** These settings with another entropy weight. */
    public Settings withEntropyWeight(double weight) {
      return new Settings(learningRate, weight, floor, beta1, beta2, epsilon);
    }

    /** These settings with another floor. */
    public Settings withFloor(double least) {
      return new Settings(learningRate, entropyWeight, least, beta1, beta2, epsilon);
    }
  }

  private final GraphSampler sampler;
  private final GraphRules rules;
  private final Settings settings;
  private final GraphGradient gradient;
  private final Adam edgeSteps;
  private final Adam roleSteps;
  private final Adam modelSteps;
  private final Adam orderSteps;
  private final double roleFloor;

  /** Least logit an update leaves to the edges into a slot. */
  private final double[] edgeLow;

  private final double edgeHigh;
  private final double modelFloor;

  private double[] advantages = new double[16];
  private double[] taskSums = new double[16];
  private int[] taskCounts = new int[16];
  private int conclusive;

  /**
   * An optimiser with fresh moments.
   *
   * @param sampler scores the samples; not used by another thread meanwhile
   */
  public PolicyGradient(GraphSampler sampler, Settings settings) {
    this.sampler = Objects.requireNonNull(sampler, "sampler");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.rules = sampler.rules();
    this.gradient = new GraphGradient(rules);
    this.edgeSteps = new Adam(gradient.edge.length, settings);
    this.roleSteps = new Adam(gradient.role.length, settings);
    this.modelSteps = new Adam(gradient.model.length, settings);
    this.orderSteps = new Adam(gradient.order.length, settings);
    this.roleFloor = Math.min(settings.floor(), 0.5 / rules.roles);
    this.modelFloor = Math.min(settings.floor(), 0.5 / rules.models);
    this.edgeLow = new double[rules.slots];
    for (int v = 1; v < rules.slots; v++) {
      double floor =
          GraphDistribution.edgeFloor(rules.slots, v, rules.fixedOrder, settings.floor());
      edgeLow[v] = floor > 0 ? GraphDistribution.logit(floor) : -GraphDistribution.LOGIT_LIMIT;
    }
    this.edgeHigh =
        settings.floor() > 0
            ? -GraphDistribution.logit(settings.floor())
            : GraphDistribution.LOGIT_LIMIT;
  }

  /** The settings. */
  public Settings settings() {
    return settings;
  }

  /** How many graphs of the last batch were conclusive. */
  public int conclusiveGraphs() {
    return conclusive;
  }

  /**
   * One step on a batch.
   *
   * @param distribution the one the samples were drawn from; changed in place
   * @param samples one or more
   * @param rewards [sample][task], as many rows as samples and all of one length, 1 or more; NaN =
   *     inconclusive; the same column is the same task
   * @throws IllegalArgumentException if the shapes differ or a reward is infinite
   */
  public Outcome update(
      GraphDistribution distribution, List<GraphSample> samples, double[][] rewards) {
    computeAdvantages(samples, rewards);
    if (conclusive < 2) {
      return Outcome.TOO_FEW_CONCLUSIVE;
    }
    if (settings.entropyWeight() > 0) {
      addEntropyAdvantages(distribution, samples);
    }
    gradient.clear();
    for (int i = 0; i < samples.size(); i++) {
      if (!Double.isNaN(advantages[i])) {
        sampler.keepGradient(distribution, samples.get(i), advantages[i] / conclusive, gradient);
      }
    }
    sampler.spreadGradient(gradient);
    step(distribution);
    return Outcome.UPDATED;
  }

  /**
   * Advantages of the batch's graphs, as {@link #update} uses them without the entropy bonus; NaN
   * for an inconclusive graph.
   */
  double[] advantages(List<GraphSample> samples, double[][] rewards) {
    computeAdvantages(samples, rewards);
    return Arrays.copyOf(advantages, samples.size());
  }

  private void computeAdvantages(List<GraphSample> samples, double[][] rewards) {
    int graphs = samples.size();
    if (graphs == 0 || rewards.length != graphs || rewards[0].length == 0) {
      throw new IllegalArgumentException(
          "Got %s samples and %s rows of rewards, expected equally many, 1 or more, with 1 task or more each."
              .formatted(graphs, rewards.length));
    }
    int tasks = rewards[0].length;
    grow(graphs, tasks);
    if (allFinite(rewards, tasks)) {
      conclusive = graphs;
      leaveOneOut(graphs, tasks);
      return;
    }
    Arrays.fill(taskSums, 0, tasks, 0.0);
    Arrays.fill(taskCounts, 0, tasks, 0);
    conclusive = 0;
    for (int i = 0; i < graphs; i++) {
      int scored = scored(rewards[i], tasks, i);
      boolean counts = scored >= CONCLUSIVE_SHARE * tasks;
      advantages[i] = counts ? 0.0 : Double.NaN;
      if (counts) {
        conclusive++;
        for (int t = 0; t < tasks; t++) {
          if (!Double.isNaN(rewards[i][t])) {
            taskSums[t] += rewards[i][t];
            taskCounts[t]++;
          }
        }
      }
    }
    for (int i = 0; i < graphs; i++) {
      if (!Double.isNaN(advantages[i])) {
        advantages[i] = leaveOneOut(rewards[i], tasks);
      }
    }
  }

  /** Sums the rows into the advantages; whether no reward is infinite or NaN. */
  private boolean allFinite(double[][] rewards, int tasks) {
    double all = 0;
    for (int i = 0; i < rewards.length; i++) {
      double[] row = rewards[i];
      if (row.length != tasks) {
        return false;
      }
      double even = 0;
      double odd = 0;
      int t = 0;
      for (; t + 1 < tasks; t += 2) {
        even += row[t];
        odd += row[t + 1];
      }
      advantages[i] = t < tasks ? even + odd + row[t] : even + odd;
      all += advantages[i];
    }
    return Double.isFinite(all);
  }

  /**
   * Turns sums of rewards into advantages where every graph is conclusive on every task: the mean
   * over tasks of what a reward exceeds the others' mean by needs no more than the sums.
   */
  private void leaveOneOut(int graphs, int tasks) {
    double all = 0;
    for (int i = 0; i < graphs; i++) {
      all += advantages[i];
    }
    for (int i = 0; i < graphs; i++) {
      double own = advantages[i];
      advantages[i] = graphs == 1 ? 0 : (own - (all - own) / (graphs - 1)) / tasks;
    }
  }

  private static int scored(double[] row, int tasks, int graph) {
    if (row.length != tasks) {
      throw new IllegalArgumentException(
          "Row %s of the rewards has %s tasks, row 0 has %s.".formatted(graph, row.length, tasks));
    }
    int scored = 0;
    for (int t = 0; t < tasks; t++) {
      if (Double.isInfinite(row[t])) {
        throw new IllegalArgumentException(
            "The reward of graph %s on task %s is %s, expected a finite number or NaN."
                .formatted(graph, t, row[t]));
      }
      scored += Double.isNaN(row[t]) ? 0 : 1;
    }
    return scored;
  }

  private double leaveOneOut(double[] row, int tasks) {
    double sum = 0;
    int shared = 0;
    for (int t = 0; t < tasks; t++) {
      if (!Double.isNaN(row[t]) && taskCounts[t] > 1) {
        sum += row[t] - (taskSums[t] - row[t]) / (taskCounts[t] - 1);
        shared++;
      }
    }
    return shared == 0 ? 0 : sum / shared;
  }

  private void addEntropyAdvantages(GraphDistribution distribution, List<GraphSample> samples) {
    double sum = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (!Double.isNaN(advantages[i])) {
        sum += sampler.logProbability(distribution, samples.get(i));
      }
    }
    for (int i = 0; i < samples.size(); i++) {
      if (!Double.isNaN(advantages[i])) {
        double own = sampler.logProbability(distribution, samples.get(i));
        double others = (sum - own) / (conclusive - 1);
        advantages[i] -= settings.entropyWeight() * (own - others);
      }
    }
  }

  private void step(GraphDistribution distribution) {
    for (int v = 1; v < rules.slots; v++) {
      edgeSteps.stepTouched(
          distribution.edgeLogits,
          gradient.edge,
          gradient.edgeTouched,
          GraphDistribution.edge(0, v),
          v,
          edgeLow[v],
          edgeHigh);
    }
    stepRows(
        distribution.roleLogits,
        gradient.role,
        gradient.roleTouched,
        rules.roles,
        roleSteps,
        roleFloor);
    stepRows(
        distribution.modelLogits,
        gradient.model,
        gradient.modelTouched,
        rules.models,
        modelSteps,
        modelFloor);
    if (gradient.orderTouched) {
      for (int slot = 0; slot < rules.slots - 1; slot++) {
        distribution.orderLogits[slot] =
            orderSteps.step(slot, distribution.orderLogits[slot], gradient.order[slot]);
      }
    }
    distribution.changed();
  }

  private static void stepRows(
      double[] logits, double[] gradient, boolean[] touched, int width, Adam steps, double floor) {
    for (int row = 0; row < logits.length; row += width) {
      double limit = GraphDistribution.LOGIT_LIMIT;
      if (steps.stepTouched(logits, gradient, touched, row, width, -limit, limit)) {
        Categorical.project(logits, row, width, floor);
      }
    }
  }

  private void grow(int graphs, int tasks) {
    if (advantages.length < graphs) {
      advantages = new double[Math.max(graphs, 2 * advantages.length)];
    }
    if (taskSums.length < tasks) {
      taskSums = new double[Math.max(tasks, 2 * taskSums.length)];
      taskCounts = new int[taskSums.length];
    }
  }
}
