package dev.collabgraph.simulated;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.simulated.PoolConstants.RoleConstants;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A graph as arrays, to be run on drafts instead of texts: the same canonical order, sample
 * indexes, top-k and vote as an execution through a client and a scorer that tells a task's answers
 * apart, so the same seeds give the same answers.
 *
 * <p>Immutable; safe to share between threads.
 */
final class CompiledGraph {
  private static final int NO_MODEL = -1;
  private static final int MOST_ANSWERS = 1 << 8;

  private final Mechanism mechanism;
  private final int meanTokens;
  private final int[][] reads;
  private final int[] models;
  private final RoleConstants[] roles;
  private final long[] modelHash;
  private final long[] roleHash;
  private final double[] temperature;
  private final int[] maxTokens;
  private final int[] index;
  private final double[] rank;
  private final int widest;

  /**
   * @param canonical a graph in canonical form
   * @param names the pool's models in the order of their indexes
   * @param specs the models of the suite by id
   * @param suiteRoles the roles of the suite by name
   */
  CompiledGraph(
      CollaborationGraph canonical,
      PoolConstants constants,
      Mechanism mechanism,
      List<String> names,
      Map<String, ModelSpec> specs,
      Map<String, Role> suiteRoles) {
    int size = canonical.size();
    this.mechanism = mechanism;
    this.meanTokens = (int) Math.rint(constants.outputTokens());
    this.reads = new int[size][];
    this.models = new int[size];
    this.roles = new RoleConstants[size];
    this.modelHash = new long[size];
    this.roleHash = new long[size];
    this.temperature = new double[size];
    this.maxTokens = new int[size];
    this.index = new int[size];
    this.rank = new double[size];
    Map<List<Object>, Integer> seen = new HashMap<>();
    for (int v = 0; v < size; v++) {
      CollaborationGraph.Node node = canonical.node(v);
      Role role = known("role", node.role(), node.id(), suiteRoles);
      int[] parents = canonical.predecessors(v);
      reads[v] = highestRanked(parents, role.inputsRead(parents.length));
      if (!role.calls()) {
        models[v] = NO_MODEL;
        rank[v] = Arrays.stream(reads[v]).mapToDouble(u -> rank[u]).max().orElse(0);
        continue;
      }
      ModelSpec spec = known("model", node.model(), node.id(), specs);
      models[v] = names.indexOf(spec.name());
      if (models[v] < 0) {
        throw new IllegalArgumentException(
            "Node \"%s\" has model \"%s\", but its name \"%s\" is not in the pool, which has %s."
                .formatted(node.id(), spec.id(), spec.name(), names));
      }
      roles[v] = mechanism.role(role.name());
      modelHash[v] = Mix.of(spec.name());
      roleHash[v] = Mix.of(role.name());
      temperature[v] = spec.sampling().temperature();
      maxTokens[v] = spec.sampling().maxTokens();
      rank[v] = spec.rank();
      index[v] =
          seen.merge(List.of(spec.id(), role.name(), parents.length == 0), 1, Integer::sum) - 1;
    }
    this.widest = Arrays.stream(reads).mapToInt(parents -> parents.length).max().orElse(0);
  }

  private static <T> T known(String what, String name, String node, Map<String, T> all) {
    T found = name == null ? null : all.get(name);
    if (found == null) {
      Set<String> names = new TreeMap<>(all).keySet();
      throw new IllegalArgumentException(
          "Node \"%s\" has %s \"%s\", expected one of %s.".formatted(node, what, name, names));
    }
    return found;
  }

  private int[] highestRanked(int[] nodes, int count) {
    if (count >= nodes.length) {
      return nodes;
    }
    return IntStream.of(nodes)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer u) -> -rank[u])) // stable: ties stay in order
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** Working memory for one thread. */
  final class Scratch {
    private final long[] drafts = new long[reads.length];
    private final long[] inputs = new long[widest];
    private final int[] votes = new int[MOST_ANSWERS];
    private final double[] best = new double[MOST_ANSWERS];
  }

  Scratch scratch() {
    return new Scratch();
  }

  /** The sink's answer: 0 is right, {@link Draft#NO_ANSWER} none. */
  int run(LatentTask task, long noiseSeed, int replicate, Scratch scratch) {
    long[] drafts = scratch.drafts;
    long[] inputs = scratch.inputs;
    for (int v = 0; v < drafts.length; v++) {
      int[] parents = reads[v];
      for (int i = 0; i < parents.length; i++) {
        inputs[i] = drafts[parents[i]];
      }
      if (models[v] == NO_MODEL) {
        int winner = elect(parents, drafts, scratch);
        drafts[v] = winner < 0 ? Draft.unreadable(meanTokens) : drafts[winner];
        continue;
      }
      long seed =
          CallSeed.of(
              CallSeed.base(noiseSeed, task.hash(), modelHash[v], roleHash[v]),
              temperature[v],
              replicate,
              index[v],
              inputs,
              parents.length);
      long draft = mechanism.call(task, models[v], roles[v], seed, inputs, parents.length);
      drafts[v] = Draft.tokens(draft) > maxTokens[v] ? Draft.unreadable(meanTokens) : draft;
    }
    return Draft.answer(drafts[drafts.length - 1]);
  }

  /**
   * The node that speaks for the most frequent answer: the first that gave it. Ties go to the
   * answer with the node of highest rank, then to the answer given first; -1 if all abstain.
   */
  private int elect(int[] members, long[] drafts, Scratch scratch) {
    for (int node : members) {
      int answer = Draft.answer(drafts[node]);
      if (answer != Draft.NO_ANSWER) {
        scratch.votes[answer] = 0;
        scratch.best[answer] = Double.NEGATIVE_INFINITY;
      }
    }
    for (int node : members) {
      int answer = Draft.answer(drafts[node]);
      if (answer != Draft.NO_ANSWER) {
        scratch.votes[answer]++;
        scratch.best[answer] = Math.max(scratch.best[answer], rank[node]);
      }
    }
    int speaker = -1;
    int elected = -1;
    for (int node : members) {
      int answer = Draft.answer(drafts[node]);
      if (answer != Draft.NO_ANSWER
          && (speaker < 0
              || scratch.votes[answer] > scratch.votes[elected]
              || scratch.votes[answer] == scratch.votes[elected]
                  && scratch.best[answer] > scratch.best[elected])) {
        speaker = node;
        elected = answer;
      }
    }
    return speaker;
  }
}
