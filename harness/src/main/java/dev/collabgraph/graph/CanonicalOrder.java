package dev.collabgraph.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A canonical order of a coloured graph's nodes: isomorphic graphs become equal when each is
 * written in its order. See decision 0001 for the method and what was rejected.
 *
 * <p>Colours are refined. Cells joined by all edges or by none say nothing more about their nodes,
 * so the rest falls into components, which are ordered one by one and then sorted; twins and
 * parallel chains end here, without a branch. In a component that still has a cell of several
 * nodes, each of them is put first in turn and the least certificate wins; nodes that a known
 * automorphism exchanges are tried once.
 *
 * <p>If more than {@code bound} refinements were needed, only the first node of a cell is tried
 * from there on. The order then is still an order of this graph, so different graphs never become
 * equal, but two numberings of one graph may come out different.
 */
final class CanonicalOrder {
  private final int bound;
  private int refinements;
  private int branches; // above the part being ordered; without any, automorphisms are of no use

  CanonicalOrder(int bound) {
    this.bound = bound;
  }

  /**
   * An order and what was learnt on the way.
   *
   * @param order nodes by position
   * @param automorphisms permutations that keep colours and edges
   */
  private record Ordered(int[] order, List<int[]> automorphisms) {}

  /** A component in its own canonical order, by nodes of the whole. */
  private record Component(int[] nodes, int[] certificate, List<int[]> automorphisms) {}

  /** The nodes of a graph by canonical position. One search per instance. */
  int[] of(ColouredDag graph) {
    return ordered(graph, refine(graph)).order();
  }

  /** Refinements made so far: the work done. */
  int refinements() {
    return refinements;
  }

  private ColourRefinement refine(ColouredDag graph) {
    refinements++;
    return ColourRefinement.of(graph);
  }

  private Ordered ordered(ColouredDag graph, ColourRefinement cells) {
    if (cells.discrete()) {
      return new Ordered(cells.order(), List.of());
    }
    int[][] essential = EssentialEdges.of(graph, cells);
    int[] component = EssentialEdges.components(essential);
    int count = 0;
    for (int c : component) {
      count = Math.max(count, c + 1);
    }
    if (count > 1) {
      return byComponents(essential, cells, component, count);
    }
    return byBranching(ColouredDag.of(essential, cells.colours()), cells.targetCell());
  }

  // ---- components ----

  private Ordered byComponents(
      int[][] essential, ColourRefinement cells, int[] componentOf, int count) {
    int[][] members = members(componentOf, count);
    Component[] components = new Component[count];
    int[] local = new int[componentOf.length];
    for (int c = 0; c < count; c++) {
      components[c] = component(members[c], essential, cells.colours(), local);
    }
    Arrays.sort(components, (a, b) -> Arrays.compare(a.certificate(), b.certificate()));
    int[] next = new int[componentOf.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = i;
    }
    int[] order = new int[componentOf.length];
    List<int[]> automorphisms = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      for (int v : components[c].nodes()) {
        order[next[cells.colours()[v]]++] = v;
      }
      automorphisms.addAll(components[c].automorphisms());
      if (branches > 0
          && c > 0
          && Arrays.equals(components[c].certificate(), components[c - 1].certificate())) {
        automorphisms.add(swap(components[c - 1].nodes(), components[c].nodes(), order.length));
      }
    }
    return new Ordered(order, automorphisms);
  }

  private static int[][] members(int[] componentOf, int count) {
    int[] sizes = new int[count];
    for (int c : componentOf) {
      sizes[c]++;
    }
    int[][] members = new int[count][];
    for (int c = 0; c < count; c++) {
      members[c] = new int[sizes[c]];
    }
    Arrays.fill(sizes, 0);
    for (int v = 0; v < componentOf.length; v++) {
      members[componentOf[v]][sizes[componentOf[v]]++] = v;
    }
    return members;
  }

  private Component component(int[] nodes, int[][] essential, int[] colours, int[] local) {
    if (nodes.length == 1) {
      return new Component(nodes, new int[] {colours[nodes[0]]}, List.of());
    }
    int[] colour = new int[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      local[nodes[i]] = i;
      colour[i] = colours[nodes[i]];
    }
    int[][] out = new int[nodes.length][];
    for (int i = 0; i < nodes.length; i++) {
      out[i] = new int[essential[nodes[i]].length];
      for (int j = 0; j < out[i].length; j++) {
        out[i][j] = local[essential[nodes[i]][j]];
      }
    }
    ColouredDag part = ColouredDag.of(out, colour);
    Ordered ordered = ordered(part, refine(part));
    int[] sorted = new int[nodes.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = nodes[ordered.order()[i]];
    }
    List<int[]> lifted = new ArrayList<>();
    for (int[] automorphism : ordered.automorphisms()) {
      int[] whole = identity(colours.length);
      for (int i = 0; i < automorphism.length; i++) {
        whole[nodes[i]] = nodes[automorphism[i]];
      }
      lifted.add(whole);
    }
    return new Component(sorted, part.certificate(ordered.order()), lifted);
  }

  // ---- branching ----

  private Ordered byBranching(ColouredDag graph, int targetCell) {
    List<Integer> candidates = new ArrayList<>();
    List<ColourRefinement> refined = new ArrayList<>();
    long least = Long.MAX_VALUE;
    for (int v = 0; v < graph.size(); v++) {
      if (graph.colour()[v] == targetCell) {
        ColourRefinement cells = refine(graph.individualise(v));
        if (cells.trace() < least) {
          candidates.clear();
          refined.clear();
          least = cells.trace();
        }
        if (cells.trace() == least) {
          candidates.add(v);
          refined.add(cells);
        }
        if (refinements > bound) {
          break;
        }
      }
    }
    Orbits orbits = new Orbits(graph.size());
    List<int[]> automorphisms = new ArrayList<>();
    int[] best = null;
    int[] bestCertificate = null;
    for (int i = 0; i < candidates.size(); i++) {
      int v = candidates.get(i);
      if (best != null && (orbits.tried(v) || refinements > bound)) {
        continue;
      }
      branches++;
      Ordered child = ordered(graph.individualise(v), refined.get(i));
      branches--;
      orbits.markTried(v);
      join(child.automorphisms(), orbits, automorphisms);
      int[] certificate = graph.certificate(child.order());
      int comparison = best == null ? -1 : Arrays.compare(certificate, bestCertificate);
      if (comparison == 0) {
        int[] automorphism = new int[best.length];
        for (int j = 0; j < best.length; j++) {
          automorphism[best[j]] = child.order()[j];
        }
        join(List.of(automorphism), orbits, automorphisms);
      } else if (comparison < 0) {
        best = child.order();
        bestCertificate = certificate;
      }
    }
    return new Ordered(best, automorphisms);
  }

  private static void join(List<int[]> found, Orbits orbits, List<int[]> automorphisms) {
    for (int[] automorphism : found) {
      if (orbits.join(automorphism)) {
        automorphisms.add(automorphism);
      }
    }
  }

  private static int[] identity(int size) {
    int[] identity = new int[size];
    for (int i = 0; i < size; i++) {
      identity[i] = i;
    }
    return identity;
  }

  private static int[] swap(int[] a, int[] b, int size) {
    int[] swap = identity(size);
    for (int i = 0; i < a.length; i++) {
      swap[a[i]] = b[i];
      swap[b[i]] = a[i];
    }
    return swap;
  }
}
