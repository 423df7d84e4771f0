package dev.collabgraph.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** All outcomes of the reference walk, by running it with every sequence of answers. */
final class Enumeration {
  private Enumeration() {}

  /** Hands every outcome of positive probability, for one slot order and one asking order. */
  static void outcomes(
      SearchSpace space,
      GraphDistribution distribution,
      int[] order,
      ReferenceWalk.AskingOrder asking,
      BiConsumer<GraphSample, Double> consumer) {
    ReferenceWalk walk = new ReferenceWalk(space, distribution);
    Script script = new Script();
    do {
      script.rewind();
      GraphSample sample = walk.run(order, asking, script);
      consumer.accept(sample, walk.probability());
    } while (script.advance());
  }

  /** Probability of every outcome as the mixture over all slot orders and asking orders. */
  static Map<Long, Double> mixture(SearchSpace space, GraphDistribution distribution) {
    Map<Long, Double> mixture = new TreeMap<>();
    List<List<Integer>> orders = slotOrders(space);
    for (List<Integer> order : orders) {
      int[] byPosition = order.stream().mapToInt(Integer::intValue).toArray();
      double weight = space.order() == SlotOrder.RANDOM ? 1.0 / orders.size() : 1.0;
      List<Map<Integer, List<Integer>>> askings = askingOrders(byPosition);
      for (Map<Integer, List<Integer>> asking : askings) {
        outcomes(
            space,
            distribution,
            byPosition,
            (v, earlier) -> asking.get(v),
            (sample, p) ->
                mixture.merge(
                    key(sample),
                    p * weight / askings.size() * unplaced(space, sample),
                    Double::sum));
      }
    }
    return mixture;
  }

  /**
   * An outcome with a partly placed learned order turns up once for every completion of the order
   * that is enumerated; each stands for an equal part.
   */
  private static double unplaced(SearchSpace space, GraphSample sample) {
    double ways = 1;
    if (space.order() == SlotOrder.LEARNED) {
      for (int rest = 2; rest <= sample.firstPlaced; rest++) {
        ways *= rest;
      }
    }
    return 1 / ways;
  }

  /** What the graph is, live slots with role, model and inputs, as a number; up to 5 slots. */
  static long key(GraphSample sample) {
    long key = 0;
    for (int v = 0; v < sample.slots(); v++) {
      key <<= 12;
      if (sample.isLive(v)) {
        long inputs = sample.parents[v] & 0x1f;
        key |= 1 | sample.role(v) << 1 | (sample.model(v) + 1) << 3 | inputs << 7;
      }
    }
    return key;
  }

  static List<List<Integer>> slotOrders(SearchSpace space) {
    List<Integer> inner = new ArrayList<>();
    for (int slot = 0; slot < space.slots() - 1; slot++) {
      inner.add(slot);
    }
    List<List<Integer>> orders =
        space.order() == SlotOrder.FIXED ? List.of(inner) : permutations(inner);
    List<List<Integer>> withSink = new ArrayList<>();
    for (List<Integer> order : orders) {
      List<Integer> whole = new ArrayList<>(order);
      whole.add(space.slots() - 1);
      withSink.add(whole);
    }
    return withSink;
  }

  /** Every combination of asking orders, by slot. */
  static List<Map<Integer, List<Integer>>> askingOrders(int[] order) {
    List<Map<Integer, List<Integer>>> combinations = new ArrayList<>();
    combinations.add(Map.of());
    List<Integer> earlier = new ArrayList<>();
    for (int v : order) {
      List<Map<Integer, List<Integer>>> grown = new ArrayList<>();
      for (List<Integer> permutation : permutations(earlier)) {
        for (Map<Integer, List<Integer>> combination : combinations) {
          Map<Integer, List<Integer>> next = new TreeMap<>(combination);
          next.put(v, permutation);
          grown.add(next);
        }
      }
      combinations = grown;
      earlier.add(v);
    }
    return combinations;
  }

  static List<List<Integer>> permutations(List<Integer> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      List<Integer> others = new ArrayList<>(items);
      Integer first = others.remove(i);
      for (List<Integer> rest : permutations(others)) {
        List<Integer> permutation = new ArrayList<>();
        permutation.add(first);
        permutation.addAll(rest);
        all.add(permutation);
      }
    }
    return all;
  }

  /** Earlier slots in ascending or descending order. */
  static List<Integer> sorted(Set<Integer> earlier, boolean descending) {
    List<Integer> list = new ArrayList<>(earlier);
    list.sort(descending ? (a, b) -> b - a : (a, b) -> a - b);
    return list;
  }

  /** Answers from a script, the first possible answer after its end. */
  private static final class Script implements ReferenceWalk.Chooser {
    private final List<Integer> answers = new ArrayList<>();
    private final List<double[]> questions = new ArrayList<>();
    private int at;

    void rewind() {
      at = 0;
      questions.clear();
    }

    /** Moves the last answer that can still move; returns false when all are done. */
    boolean advance() {
      while (!answers.isEmpty()) {
        int last = answers.size() - 1;
        int next = possible(questions.get(last), answers.get(last) + 1);
        if (next >= 0) {
          answers.set(last, next);
          return true;
        }
        answers.remove(last);
      }
      return false;
    }

    private int answer(double[] probabilities) {
      questions.add(probabilities.clone());
      if (at == answers.size()) {
        answers.add(possible(probabilities, 0));
      }
      return answers.get(at++);
    }

    private static int possible(double[] probabilities, int from) {
      for (int i = from; i < probabilities.length; i++) {
        if (probabilities[i] > 0) {
          return i;
        }
      }
      return -1;
    }

    @Override
    public boolean take(int u, int v, double probability) {
      return answer(new double[] {1 - probability, probability}) == 1;
    }

    @Override
    public int choose(int v, boolean role, double[] probabilities) {
      return answer(probabilities);
    }
  }
}
