package dev.collabgraph.assertions;

import dev.collabgraph.graph.GraphDocument;
import java.nio.file.Path;

/**
 * Entry point of the assertions:
 *
 * <pre>{@code
 * assertThatGraph(Path.of("src/collabgraph/math.graph.json"))
 *     .onSuite(Path.of("src/collabgraph/math.yaml"))
 *     .scoresAtLeast(0.60);
 * }</pre>
 */
public final class GraphAssertions {
  private GraphAssertions() {}

  /**
   * Begins an assertion on a graph file.
   *
   * @throws dev.collabgraph.graph.InvalidGraphException if it is missing or no graph file
   */
  public static GraphAssert assertThatGraph(Path file) {
    return new GraphAssert(GraphDocument.read(file), file.toString());
  }

  /** Begins an assertion on a graph. */
  public static GraphAssert assertThatGraph(GraphDocument graph) {
    return new GraphAssert(graph, "the graph of suite \"" + graph.suite() + "\"");
  }
}
