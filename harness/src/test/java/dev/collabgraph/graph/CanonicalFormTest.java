package dev.collabgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.graph.CollaborationGraph.Edge;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.testing.Cases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalFormTest {

  // ---- oracle: isomorphism by all permutations ----

  /**
   * Every graph of n nodes in a fixed topological order with every colouring: equal digests exactly
   * when brute force finds the graphs isomorphic.
   */
  @ParameterizedTest
  @CsvSource({"1, 3", "2, 3", "3, 3", "4, 2", "5, 2", "6, 1"})
  void digestsAreEqualExactlyForIsomorphicGraphs(int size, int colours) {
    int[][] permutations = permutations(size);
    int pairs = size * (size - 1) / 2;
    int colourings = (int) Math.pow(colours, size);
    Map<String, Long> classOfDigest = new HashMap<>();
    Map<Long, String> digestOfClass = new HashMap<>();
    int graphs = 0;
    for (int edges = 0; edges < 1 << pairs; edges++) {
      int[] predecessors = predecessorMasks(size, edges);
      if (!everyNodeReachesTheLast(predecessors)) {
        continue;
      }
      for (int colouring = 0; colouring < colourings; colouring++) {
        int[] colour = digits(colouring, colours, size);
        long isomorphismClass = leastCode(predecessors, colour, permutations);
        String digest = graph(predecessors, colour).digest();
        assertThat(classOfDigest.merge(digest, isomorphismClass, (known, other) -> known))
            .isEqualTo(isomorphismClass);
        assertThat(digestOfClass.merge(isomorphismClass, digest, (known, other) -> known))
            .isEqualTo(digest);
        graphs++;
      }
    }
    assertThat(graphs).isGreaterThanOrEqualTo(colourings);
  }

  private static int[] predecessorMasks(int size, int edges) {
    int[] predecessors = new int[size];
    int bit = 0;
    for (int v = 0; v < size; v++) {
      for (int u = 0; u < v; u++) {
        predecessors[v] |= (edges >>> bit++ & 1) << u;
      }
    }
    return predecessors;
  }

  private static boolean everyNodeReachesTheLast(int[] predecessors) {
    int withSuccessor = 0;
    for (int mask : predecessors) {
      withSuccessor |= mask;
    }
    return withSuccessor == (1 << predecessors.length - 1) - 1;
  }

  private static int[] digits(int number, int base, int length) {
    int[] digits = new int[length];
    for (int i = 0; i < length; i++) {
      digits[i] = number % base;
      number /= base;
    }
    return digits;
  }

  /** The least of the codes of all renumberings: 2 bits of colour and n of predecessors a node. */
  private static long leastCode(int[] predecessors, int[] colour, int[][] permutations) {
    long least = Long.MAX_VALUE;
    int size = colour.length;
    for (int[] permutation : permutations) {
      long code = 0;
      for (int i = 0; i < size; i++) {
        code = code << 2 | colour[permutation[i]];
        for (int j = 0; j < size; j++) {
          code = code << 1 | (predecessors[permutation[i]] >>> permutation[j] & 1);
        }
      }
      least = Math.min(least, code);
    }
    return least;
  }

  private static int[][] permutations(int size) {
    List<int[]> all = new ArrayList<>(List.of(new int[0]));
    for (int i = 0; i < size; i++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] shorter : all) {
        for (int at = 0; at <= shorter.length; at++) {
          int[] permutation = Arrays.copyOf(shorter, shorter.length + 1);
          System.arraycopy(shorter, at, permutation, at + 1, shorter.length - at);
          permutation[at] = i;
          longer.add(permutation);
        }
      }
      all = longer;
    }
    return all.toArray(int[][]::new);
  }

  private static CollaborationGraph graph(int[] predecessorMasks, int[] colour) {
    List<Node> nodes = new ArrayList<>();
    int[][] predecessors = new int[colour.length][];
    for (int v = 0; v < colour.length; v++) {
      int mask = predecessorMasks[v];
      nodes.add(new Node("v" + v, "assistant", "m" + colour[v]));
      predecessors[v] = IntStream.range(0, v).filter(u -> (mask >>> u & 1) == 1).toArray();
    }
    return CollaborationGraph.trusted(nodes, predecessors);
  }

  // ---- random graphs of any size ----

  @Test
  void renumberingChangesNeitherDigestNorCanonicalGraph() {
    Cases.check(
        400,
        20,
        random -> {
          int size = Cases.between(random, 1, 100);
          double density = Cases.between(random, 0.0, 1.0);
          int models = Cases.between(random, 1, 3);
          CollaborationGraph graph = RandomGraphs.draw(random, size, density, 1, models);
          assertSameForm(graph, RandomGraphs.relabelled(graph, random));
        });
  }

  @Test
  void changingOneEdgeOrModelChangesTheDigest() {
    Cases.check(200, 21, CanonicalFormTest::changeOneEdgeOrModel);
  }

  private static void changeOneEdgeOrModel(SplittableRandom random) {
    int size = Cases.between(random, 3, 60);
    CollaborationGraph graph = RandomGraphs.draw(random, size, 0.3, 1, 2);
    List<Node> nodes = new ArrayList<>(graph.nodes());
    int v = random.nextInt(size);
    nodes.set(v, new Node("v" + v, "r0", "another"));
    CollaborationGraph recoloured =
        CollaborationGraph.of(nodes, graph.edges(), graph.node(graph.sink()).id());
    assertThat(recoloured.digest()).isNotEqualTo(graph.digest());

    List<Edge> edges = new ArrayList<>(graph.edges());
    Edge toggled = new Edge("v0", "v" + (size - 1));
    if (!edges.remove(toggled)) {
      edges.add(toggled);
    } else if (edges.stream().noneMatch(edge -> edge.from().equals("v0"))) {
      return; // v0 would not reach the sink
    }
    CollaborationGraph rewired =
        CollaborationGraph.of(graph.nodes(), edges, graph.node(graph.sink()).id());
    assertThat(rewired.digest()).isNotEqualTo(graph.digest());
  }

  private static void assertSameForm(CollaborationGraph a, CollaborationGraph b) {
    assertThat(b.digest()).isEqualTo(a.digest()).matches("[0-9a-f]{64}");
    CollaborationGraph canonical = a.canonical();
    assertThat(b.canonical()).isEqualTo(canonical);
    assertThat(GraphAssembly.isSound(canonical)).isTrue();
    assertThat(canonical.edgeCount()).isEqualTo(a.edgeCount());
    // Read back as a stranger it is the same graph still.
    CollaborationGraph read =
        CollaborationGraph.of(
            canonical.nodes(), canonical.edges(), canonical.node(canonical.sink()).id());
    assertThat(read).isEqualTo(canonical);
    assertThat(read.digest()).isEqualTo(a.digest());
    assertThat(read.canonical()).isEqualTo(canonical);
    assertThat(canonical.digest()).isEqualTo(a.digest());
  }

  // ---- symmetric graphs, which refinement alone does not order ----

  private static CollaborationGraph uncoloured(int size, List<int[]> edges) {
    List<Node> nodes = new ArrayList<>();
    for (int v = 0; v < size; v++) {
      nodes.add(new Node("v" + v, "assistant", "m"));
    }
    List<Edge> named = edges.stream().map(edge -> new Edge("v" + edge[0], "v" + edge[1])).toList();
    return CollaborationGraph.of(nodes, named, "v" + (size - 1));
  }

  /** Points on the first level, blocks on the second, then the sink. */
  private static CollaborationGraph incidence(int points, List<int[]> blocks) {
    List<int[]> edges = new ArrayList<>();
    int sink = points + blocks.size();
    for (int b = 0; b < blocks.size(); b++) {
      for (int point : blocks.get(b)) {
        edges.add(new int[] {point, points + b});
      }
      edges.add(new int[] {points + b, sink});
    }
    return uncoloured(sink + 1, edges);
  }

  private static List<int[]> edgesOf(
      int points, java.util.function.BiPredicate<Integer, Integer> joined) {
    List<int[]> edges = new ArrayList<>();
    for (int a = 0; a < points; a++) {
      for (int b = a + 1; b < points; b++) {
        if (joined.test(a, b)) {
          edges.add(new int[] {a, b});
        }
      }
    }
    return edges;
  }

  private static boolean rook(int a, int b) {
    return a / 4 == b / 4 || a % 4 == b % 4;
  }

  /** Strongly regular with the same parameters as the rook's graph (16, 6, 2, 2). */
  private static boolean shrikhande(int a, int b) {
    int dx = Math.floorMod(a / 4 - b / 4, 4);
    int dy = Math.floorMod(a % 4 - b % 4, 4);
    return dx == 0 && (dy == 1 || dy == 3)
        || dy == 0 && (dx == 1 || dx == 3)
        || dx == dy && (dx == 1 || dx == 3);
  }

  /** Lines of the projective plane over the integers modulo a prime. */
  private static CollaborationGraph projectivePlane(int prime) {
    List<int[]> points = new ArrayList<>();
    for (int x = 0; x < prime; x++) {
      for (int y = 0; y < prime; y++) {
        points.add(new int[] {1, x, y});
      }
      points.add(new int[] {0, 1, x});
    }
    points.add(new int[] {0, 0, 1});
    List<int[]> lines = new ArrayList<>();
    for (int[] line : points) {
      lines.add(
          IntStream.range(0, points.size())
              .filter(
                  p -> {
                    int[] q = points.get(p);
                    return (line[0] * q[0] + line[1] * q[1] + line[2] * q[2]) % prime == 0;
                  })
              .toArray());
    }
    return incidence(points.size(), lines);
  }

  private static CollaborationGraph cycleOf(int points, int copies) {
    List<int[]> blocks = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      for (int i = 0; i < points; i++) {
        blocks.add(new int[] {copy * points + i, copy * points + (i + 1) % points});
      }
    }
    return incidence(copies * points, blocks);
  }

  private static Map<String, CollaborationGraph> symmetric() {
    Map<String, CollaborationGraph> graphs = new java.util.LinkedHashMap<>();
    graphs.put(
        "crown",
        incidence(
            12,
            IntStream.range(0, 12)
                .mapToObj(b -> IntStream.range(0, 12).filter(p -> p != b).toArray())
                .toList()));
    graphs.put("cycle", cycleOf(24, 1));
    graphs.put("two cycles", cycleOf(12, 2));
    graphs.put("three cycles", cycleOf(8, 3));
    graphs.put("all pairs of 9", incidence(9, edgesOf(9, (a, b) -> true)));
    graphs.put("rook", incidence(16, edgesOf(16, CanonicalFormTest::rook)));
    graphs.put("shrikhande", incidence(16, edgesOf(16, CanonicalFormTest::shrikhande)));
    graphs.put("plane 2", projectivePlane(2));
    graphs.put("plane 3", projectivePlane(3));
    graphs.put("parallel chains", parallel(33, new int[][] {{0, 1}, {1, 2}}));
    graphs.put("parallel triangles", parallel(33, new int[][] {{0, 1}, {1, 2}, {0, 2}}));
    return graphs;
  }

  /** Copies of a three-node gadget, each node of which feeds the sink. */
  private static CollaborationGraph parallel(int copies, int[][] gadget) {
    List<int[]> edges = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      for (int[] edge : gadget) {
        edges.add(new int[] {3 * copy + edge[0], 3 * copy + edge[1]});
      }
      for (int v = 0; v < 3; v++) {
        edges.add(new int[] {3 * copy + v, 3 * copies});
      }
    }
    return uncoloured(3 * copies + 1, edges);
  }

  @Test
  void symmetricGraphsHaveOneFormInEveryNumbering() {
    SplittableRandom random = new SplittableRandom(31);
    symmetric()
        .forEach(
            (name, graph) -> {
              for (int round = 0; round < 6; round++) {
                assertSameForm(graph, RandomGraphs.relabelled(graph, random));
              }
            });
  }

  @Test
  void graphsThatRefinementCannotTellApartDiffer() {
    Map<String, CollaborationGraph> graphs = symmetric();
    assertThat(graphs.get("rook").edgeCount()).isEqualTo(graphs.get("shrikhande").edgeCount());
    assertThat(graphs.values().stream().map(CollaborationGraph::digest).distinct())
        .hasSameSizeAs(graphs.keySet());
  }

  @Test
  void workStaysFarBelowTheBound() {
    symmetric()
        .forEach(
            (name, graph) ->
                assertThat(refinements(graph)).as(name).isLessThan(CanonicalForm.BOUND / 2));
    assertThat(refinements(parallel(33, new int[][] {{0, 1}, {1, 2}}))).isLessThan(40);
  }

  @Test
  void twinsAndCompleteGraphsNeedOneRefinement() {
    assertThat(refinements(star(100))).isEqualTo(1);
    assertThat(refinements(complete(16))).isEqualTo(1);
  }

  private static int refinements(CollaborationGraph graph) {
    CanonicalOrder search = new CanonicalOrder(CanonicalForm.BOUND);
    search.of(CanonicalForm.coloured(graph));
    return search.refinements();
  }

  private static CollaborationGraph star(int leaves) {
    List<int[]> edges = new ArrayList<>();
    for (int v = 0; v < leaves; v++) {
      edges.add(new int[] {v, leaves});
    }
    return uncoloured(leaves + 1, edges);
  }

  private static CollaborationGraph complete(int size) {
    return uncoloured(size, edgesOf(size, (a, b) -> true));
  }

  // ---- bound, labels ----

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20})
  void overTheBoundDifferentGraphsStillDifferAndTheFormIsStillTheGraph(int bound) {
    SplittableRandom random = new SplittableRandom(41);
    List<String> digests = new ArrayList<>();
    Map<String, CollaborationGraph> graphs = symmetric();
    for (CollaborationGraph graph : graphs.values()) {
      CanonicalForm form = CanonicalForm.of(graph, bound);
      digests.add(form.digest());
      CollaborationGraph canonical = form.canonical(graph);
      assertThat(canonical.digest()).isEqualTo(graph.digest()); // by the full search
      CollaborationGraph other = RandomGraphs.relabelled(graph, random);
      assertThat(CanonicalForm.of(other, bound).canonical(other).digest())
          .isEqualTo(graph.digest());
    }
    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void aGraphTooSymmetricForTheBoundEndsInBoundedWorkAndKeepsItsEdges() {
    CollaborationGraph plane = projectivePlane(5);
    assertThat(refinements(plane)).isBetween(CanonicalForm.BOUND, 2 * CanonicalForm.BOUND);
    CollaborationGraph canonical = plane.canonical();
    assertThat(canonical.digest()).isEqualTo(plane.digest());
    assertThat(GraphAssembly.isSound(canonical)).isTrue();
    for (int v = 0; v < 31; v++) {
      assertThat(canonical.inDegree(31 + v)).isEqualTo(6);
    }
  }

  @Test
  void labelsAreKeptApart() {
    List<String> digests =
        List.of(
            CollaborationGraph.single("a", "bc").digest(),
            CollaborationGraph.single("ab", "c").digest(),
            CollaborationGraph.single("abc", null).digest(),
            CollaborationGraph.single("abc", "").digest(),
            CollaborationGraph.single("abc", "?").digest(),
            CollaborationGraph.single("abc", "\ud800").digest());
    assertThat(digests).doesNotHaveDuplicates();
  }

  /** Sealed: archives name graphs by this digest. */
  @Test
  void theDigestOfVersionOneDoesNotChange() {
    assertThat(CollaborationGraph.single("assistant", "llama-1b").digest())
        .isEqualTo("80ea29cd766dc07947e40bbeaddf61a29c3f3006a182a57ec3cf808288bf3646");
    assertThat(star(3).digest())
        .isEqualTo("689d7bf012442f9558951091602e491760f6d1121cba12762249908387ed7a07");
  }

  @Test
  void theCanonicalGraphNamesItsNodesInOrderAndEndsInTheSink() {
    CollaborationGraph graph =
        CollaborationGraph.of(
            List.of(
                new Node("sink", "fuser", "big"),
                new Node("b", "assistant", "small"),
                new Node("a", "assistant", "big")),
            List.of(new Edge("a", "sink"), new Edge("b", "sink")),
            "sink");
    assertThat(graph.canonical().nodes())
        .containsExactly(
            new Node("n0", "assistant", "big"),
            new Node("n1", "assistant", "small"),
            new Node("n2", "fuser", "big"));
  }
}
