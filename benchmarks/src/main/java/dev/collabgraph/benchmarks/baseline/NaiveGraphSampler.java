package dev.collabgraph.benchmarks.baseline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The plain rival: a graph of node objects, every ordered pair of nodes asked, an edge that closes
 * a cycle found by depth-first search and rejected, a role and a model drawn for every node.
 */
public final class NaiveGraphSampler {

  /** A node as an object graph has it. */
  public static final class Node {
    final int id;
    final List<Node> successors = new ArrayList<>();
    int inDegree;
    int role;
    int model;

    Node(int id) {
      this.id = id;
    }

    /** Number of predecessors. */
    public int inDegree() {
      return inDegree;
    }
  }

  private final int slots;
  private final double probability;
  private final int roles;
  private final int models;

  /** A sampler of graphs over {@code slots} nodes, each ordered pair with one probability. */
  public NaiveGraphSampler(int slots, double probability, int roles, int models) {
    this.slots = slots;
    this.probability = probability;
    this.roles = roles;
    this.models = models;
  }

  /** A new acyclic graph. */
  public List<Node> sample(RandomGenerator random) {
    List<Node> nodes = new ArrayList<>();
    for (int id = 0; id < slots; id++) {
      nodes.add(new Node(id));
    }
    for (Node from : nodes) {
      for (Node to : nodes) {
        if (from != to
            && random.nextDouble() < probability
            && !reaches(to, from, new HashSet<>())) {
          from.successors.add(to);
          to.inDegree++;
        }
      }
    }
    for (Node node : nodes) {
      node.role = random.nextInt(roles);
      node.model = random.nextInt(models);
    }
    return nodes;
  }

  private static boolean reaches(Node from, Node target, Set<Node> seen) {
    if (from == target) {
      return true;
    }
    if (!seen.add(from)) {
      return false;
    }
    for (Node next : from.successors) {
      if (reaches(next, target, seen)) {
        return true;
      }
    }
    return false;
  }
}
