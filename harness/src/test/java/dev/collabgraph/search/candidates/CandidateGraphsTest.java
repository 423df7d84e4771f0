package dev.collabgraph.search.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Fixed shapes and enumeration. */
class CandidateGraphsTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(FixedShape.class)
  void shapesAreWhatTheirNamesSay(FixedShape shape) {
    for (int size = 1; size <= 30; size++) {
      int[][] inputs = shape.inputs(size);
      List<CollaborationGraph.Node> nodes = new ArrayList<>();
      for (int v = 0; v < size; v++) {
        nodes.add(new CollaborationGraph.Node("n" + v, "assistant", "m"));
      }
      CollaborationGraph graph = CollaborationGraph.trusted(nodes, inputs); // asserts soundness
      int inner = size - 1;
      switch (shape) {
        case CHAIN -> assertThat(graph.depth()).isEqualTo(size);
        case STAR -> assertThat(graph.inDegree(inner)).isEqualTo(inner);
        case TREE -> {
          assertThat(graph.edgeCount()).isEqualTo(inner);
          assertThat(graph.depth()).isEqualTo(32 - Integer.numberOfLeadingZeros(size));
        }
        case COMPLETE -> assertThat(graph.edgeCount()).isEqualTo(size * inner / 2);
        case LAYERED -> {
          assertThat(Math.abs(graph.width() - (graph.depth() - 1))).isLessThanOrEqualTo(1);
          for (int v = 0; v < size; v++) {
            for (int u : graph.predecessors(v)) {
              assertThat(graph.level(u)).isEqualTo(graph.level(v) + 1);
            }
          }
        }
        case DEPTH_PARALLEL -> {
          assertThat(graph.inDegree(inner)).isEqualTo(Math.min(3, inner));
          assertThat(graph.depth()).isEqualTo(1 + (inner + 2) / 3);
        }
        case WIDTH_CHAINS -> {
          assertThat(graph.inDegree(inner)).isEqualTo(size / 2);
          assertThat(graph.depth()).isEqualTo(Math.min(size, 3));
        }
      }
    }
  }

  /** The budgets of the paper on MATH: 4 and 12 nodes of 1B, each reading all before, a 3B sink. */
  @ParameterizedTest
  @CsvSource({"18, 5", "80, 13"})
  void theCompleteGraphOfThePaperIsAmongTheLargestThatFit(double units, int size) {
    assertThat(FixedGraphs.of(space(units, Map.of()), FixedShape.COMPLETE))
        .anySatisfy(
            graph -> {
              assertThat(graph.size()).isEqualTo(size);
              assertThat(graph.edgeCount()).isEqualTo(size * (size - 1) / 2);
              assertThat(graph.node(graph.sink()).model()).isEqualTo("llama-3b");
              assertThat(graph.nodes().subList(0, size - 1))
                  .allMatch(node -> node.model().equals("llama-1b"));
            });
  }

  @ParameterizedTest
  @EnumSource(FixedShape.class)
  void fixedGraphsFitAndAreThereOnce(FixedShape shape) {
    for (double units : new double[] {1, 2, 7, 18, 42}) {
      SearchSpace space = space(units, Map.of());
      List<CollaborationGraph> graphs = FixedGraphs.of(space, shape);
      assertThat(graphs)
          .isNotEmpty()
          .allMatch(graph -> space.costs().cost(graph) <= space.limit())
          .allMatch(graph -> graph.size() <= space.slots());
      assertThat(graphs.stream().map(CollaborationGraph::digest)).doesNotHaveDuplicates();
    }
  }

  /** 60,000 draws miss a graph of probability 0.0005 with probability 1e-13. */
  @ParameterizedTest
  @CsvSource({"1, free", "2.5, free", "3, free", "3.5, chain"})
  void enumerationAgreesWithWhatTheSamplerReaches(double units, String topology) {
    SearchSpace space = space(units, Map.of("search.topology", topology));
    GraphEnumeration.Found found = GraphEnumeration.of(space, 5000);
    TreeSet<String> enumerated = new TreeSet<>();
    found.graphs().forEach(graph -> enumerated.add(graph.digest()));
    GraphSampler sampler = new GraphSampler(space);
    GraphDistribution distribution = GraphDistribution.initial(space);
    GraphSample sample = sampler.newSample();
    SplittableRandom random = new SplittableRandom(17);
    TreeSet<String> sampled = new TreeSet<>();
    for (int i = 0; i < 60_000; i++) {
      sampler.sample(distribution, random, sample);
      sampled.add(sample.toGraph(space).digest());
    }

    assertThat(found.complete()).isTrue();
    assertThat(enumerated).hasSameSizeAs(found.graphs()).isEqualTo(sampled);
  }

  private SearchSpace space(double units, Map<String, String> overrides) {
    SuiteDefinition suite = Suites.load(directory, Suites.yaml("math", units), overrides);
    return Suites.context(directory, suite).space();
  }
}
