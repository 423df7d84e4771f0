package dev.collabgraph.search;

import dev.collabgraph.suite.SuiteDefinition;

/** Searches the collaboration graph of a suite. */
public final class Search {
  private Search() {}

  /**
   * Runs one search from start to end on the calling thread and {@link SearchRuntime#threads}
   * workers. The only file it writes is {@code trials.jsonl}, once the settings are known to be
   * sound.
   *
   * @throws SearchException if it could not find out; holds an inconclusive result if the search
   *     had begun
   * @throws dev.collabgraph.suite.SuiteException if the suite or a file it names is wrong; nothing
   *     has been written then
   */
  public static SearchResult run(SuiteDefinition suite, SearchRuntime runtime) {
    throw new SearchException("Strategy \"" + suite.search().strategy() + "\" is unknown.");
  }
}
