package dev.collabgraph.distribution;

import java.util.random.RandomGenerator;

/**
 * Draws graphs from a {@link GraphDistribution}, rooted at the sink and feasible by construction:
 * every sample is acyclic, all its nodes reach the sink, roles have inputs they admit, the topology
 * is kept and the cost is within the limit. Nothing is rejected and nothing repaired.
 *
 * <p>Slots are visited from the sink backwards; a slot is live when a live later slot chose it. A
 * live slot draws its role among those that fit, its inputs in a random asking order, an
 * unaffordable one being forced absent, and its model among those that can still be paid; a leaf is
 * held in reserve for every live slot not yet visited and for every input missing to a role's
 * minimum. Inputs are conditioned exactly on reaching the minimum; at the maximum the question
 * closes.
 *
 * <p>Cost: O(live slots x K / 64 + choices), see decision 0007. Allocates nothing in steady state
 * (tables are recompiled in place when the distribution has changed). Not thread-safe: one sampler,
 * sample and generator per thread. A sample takes exactly one word from the generator, and the same
 * word gives the same sample.
 */
public final class GraphSampler {
  private final GraphRules rules;
  private final ProbabilityTables tables;
  private final SampleWalk walk;
  private final SampleScore score;

  /**
   * A sampler for a space.
   *
   * @throws IllegalArgumentException if no graph fits the space: a budget below the cheapest graph,
   *     no role that can stand without inputs, a topology no sink can meet, an unknown role or
   *     model; the message names the key to change
   */
  public GraphSampler(SearchSpace space) {
    this(space, space.slots() <= 64);
  }

  /** A sampler that walks the narrow or the wide way; narrow up to 64 slots. */
  GraphSampler(SearchSpace space, boolean narrow) {
    this(space, narrow, narrow);
  }

  /** A sampler that walks the plain way where it can, if it may. */
  GraphSampler(SearchSpace space, boolean narrow, boolean plain) {
    this.rules = new GraphRules(space);
    this.tables = new ProbabilityTables(rules);
    Conditions conditions = new Conditions(rules, tables);
    SlotOrders orders = new SlotOrders(rules, tables);
    this.walk =
        narrow
            ? plain && rules.plain
                ? new PlainWalk(rules, tables, conditions, orders)
                : new NarrowWalk(rules, tables, conditions, orders)
            : new WideWalk(rules, tables, conditions, orders);
    this.score = new SampleScore(rules, tables, conditions, orders);
  }

  /** The space sampled from. */
  public SearchSpace space() {
    return rules.space;
  }

  /** An empty buffer for {@link #sample}. */
  public GraphSample newSample() {
    return new GraphSample(rules.space);
  }

  /**
   * Draws a graph.
   *
   * @param sample overwritten; made by a sampler of an equal space
   */
  public void sample(GraphDistribution distribution, RandomGenerator random, GraphSample sample) {
    requireSameSpace(sample);
    tables.refresh(distribution);
    walk.walk(random, sample);
  }

  /**
   * Natural logarithm of a sample's probability, conditional on its recorded asking order (and on
   * its slot order if that is random; a learned order's probability is included). Forced choices
   * count 1.
   *
   * @param distribution need not be the one the sample was drawn from
   */
  public double logProbability(GraphDistribution distribution, GraphSample sample) {
    requireSameSpace(sample);
    tables.refresh(distribution);
    sample.complete();
    return score.logProbability(distribution, sample);
  }

  /** Adds weight times the gradient of {@link #logProbability} with respect to all logits. */
  void addGradient(
      GraphDistribution distribution, GraphSample sample, double weight, GraphGradient gradient) {
    keepGradient(distribution, sample, weight, gradient);
    score.spread(gradient);
  }

  /**
   * As {@link #addGradient}, but {@link #spreadGradient} has to follow before the gradient is read
   * and before the distribution changes.
   */
  void keepGradient(
      GraphDistribution distribution, GraphSample sample, double weight, GraphGradient gradient) {
    requireSameSpace(sample);
    tables.refresh(distribution);
    sample.complete();
    score.addGradient(sample, weight, gradient);
  }

  /** Adds what {@link #keepGradient} kept for whole rows. */
  void spreadGradient(GraphGradient gradient) {
    score.spread(gradient);
  }

  GraphRules rules() {
    return rules;
  }

  private void requireSameSpace(GraphSample sample) {
    if (sample.space != rules.space && !sample.space.equals(rules.space)) {
      throw new IllegalArgumentException(
          "The sample was made for another space: get it from newSample() of this sampler.");
    }
  }
}
