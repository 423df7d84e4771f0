package dev.collabgraph.report;

import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.engine.Search;
import dev.collabgraph.suite.SuiteLoader;
import java.nio.file.Path;
import java.util.Map;

/** A whole search with its files, to be started in a JVM of its own. */
final class SearchInChild {
  private SearchInChild() {}

  /** Takes the suite file, the output folder and the number of threads. */
  public static void main(String[] arguments) {
    Path suite = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    SearchRuntime runtime =
        SearchRuntime.of(output, suite.getParent()).withThreads(Integer.parseInt(arguments[2]));
    Reports.write(Search.run(SuiteLoader.load(suite, Map.of()), runtime), output);
  }
}
