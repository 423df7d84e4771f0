package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What any sampler must meet: the frequencies of whole graphs follow the mixture, over slot orders
 * and asking orders, of the reference walk's exact probabilities.
 *
 * <p>Per space {@value #DRAWS} draws. Every outcome expected 25 times or more is held to {@value
 * #Z_LIMIT} standard deviations, all others together likewise. False alarms of a right sampler:
 * below 1e-7 per outcome (skew included), fewer than 3,000 outcomes in all, so below 3e-4 for the
 * whole contract, once, since the seeds are fixed. Power: an edge probability wrong by 0.02 moves
 * the frequency of a single call by about 0.01, 8 sigma.
 */
final class SamplerContract {
  static final int DRAWS = 100_000;
  static final double Z_LIMIT = 6.0;

  /** The sampler under test. */
  interface Drawer {
    void draw(GraphDistribution distribution, RandomGenerator random, GraphSample sample);
  }

  /** Makes the sampler under test. */
  interface Factory {
    Drawer of(SearchSpace space);
  }

  private SamplerContract() {}

  /** Spaces small enough to enumerate, each with something that binds. */
  static Map<String, SearchSpace> spaces() {
    Map<String, SearchSpace> spaces = new TreeMap<>();
    Topology free = Topology.free();
    spaces.put(
        "loose budget, 4 slots",
        Spaces.space(4, List.of(Spaces.ASSISTANT), Spaces.models(1), 100, free, SlotOrder.FIXED));
    spaces.put(
        "tight budget, 4 slots",
        Spaces.space(4, List.of(Spaces.ASSISTANT), Spaces.models(1), 3.4, free, SlotOrder.FIXED));
    spaces.put(
        "two roles, two models, tight",
        Spaces.space(
            4,
            List.of(Spaces.FUSER, Spaces.ASSISTANT),
            Spaces.models(2, 1),
            4.4,
            free,
            SlotOrder.FIXED));
    spaces.put(
        "vote, tight",
        Spaces.space(
            4,
            List.of(Spaces.ASSISTANT, Spaces.VOTE_OF_TWO),
            Spaces.models(1),
            3.5,
            free,
            SlotOrder.FIXED));
    spaces.put(
        "pair and fuser, loose",
        Spaces.space(
            4,
            List.of(Spaces.PAIR, Spaces.ASSISTANT, Spaces.FUSER),
            Spaces.models(1),
            50,
            free,
            SlotOrder.FIXED));
    spaces.put(
        "random order, tight",
        Spaces.space(
            4,
            List.of(Spaces.ASSISTANT, Spaces.FUSER),
            Spaces.models(1),
            3.6,
            free,
            SlotOrder.RANDOM));
    spaces.put(
        "learned order, tight",
        Spaces.space(
            4,
            List.of(Spaces.ASSISTANT, Spaces.FUSER),
            Spaces.models(1),
            3.6,
            free,
            SlotOrder.LEARNED));
    spaces.put(
        "width 2, pair needs 2 of a narrow level",
        Spaces.space(
            4,
            List.of(Spaces.ASSISTANT, Spaces.PAIR),
            Spaces.models(1),
            30,
            new Topology(Topology.Shape.FREE, 0, 2, 0, null, null, 1),
            SlotOrder.FIXED));
    spaces.put(
        "in-degree 2, sink with an input",
        Spaces.space(
            4,
            List.of(Spaces.ASSISTANT),
            Spaces.models(1),
            4.8,
            new Topology(Topology.Shape.FREE, 3, 0, 2, null, null, 1),
            SlotOrder.FIXED));
    for (Topology.Shape shape : Topology.Shape.values()) {
      spaces.put(
          "shape " + shape,
          Spaces.space(
              4,
              List.of(Spaces.ASSISTANT),
              Spaces.models(1),
              4.2,
              Topology.of(shape),
              SlotOrder.FIXED));
    }
    return spaces;
  }

  /** Fails with an {@link AssertionError} if the sampler's frequencies are wrong in any space. */
  static void check(Factory factory, long seed) {
    spaces().forEach((name, space) -> checkFrequencies(name, space, DRAWS, factory, seed));
  }

  static void checkFrequencies(
      String name, SearchSpace space, int draws, Factory factory, long seed) {
    GraphDistribution distribution = Spaces.irregular(space, 11);
    Map<Long, Double> expected = Enumeration.mixture(space, distribution);
    Map<Long, Integer> counts = new HashMap<>();
    Drawer drawer = factory.of(space);
    GraphSample sample = new GraphSample(space);
    SplittableRandom random = new SplittableRandom(seed);
    for (int draw = 0; draw < draws; draw++) {
      drawer.draw(distribution, random, sample);
      counts.merge(Enumeration.key(sample), 1, Integer::sum);
    }
    assertThat(expected.keySet()).as("%s: outcomes possible", name).containsAll(counts.keySet());
    double rareExpected = 0;
    int rareCount = 0;
    for (Map.Entry<Long, Double> outcome : expected.entrySet()) {
      int count = counts.getOrDefault(outcome.getKey(), 0);
      if (outcome.getValue() * draws >= 25) {
        checkCount(
            name + ": " + Long.toHexString(outcome.getKey()), draws, count, outcome.getValue());
      } else {
        rareExpected += outcome.getValue();
        rareCount += count;
      }
    }
    checkCount(name + ": the rare ones", draws, rareCount, rareExpected);
  }

  private static void checkCount(String what, int draws, int count, double probability) {
    double deviation = Math.sqrt(draws * probability * Math.max(0, 1 - probability)) + 1e-9;
    assertThat(Math.abs(count - draws * probability) / deviation)
        .as("%s: %d draws, expected %.1f", what, count, draws * probability)
        .isLessThan(Z_LIMIT);
  }
}
