package dev.collabgraph.search;

import java.util.Optional;

/**
 * A search could not find out: no call succeeded, a provider refused for good, the settings allow
 * no graph. The message says what, where and how to mend it. Never thrown for a bad score.
 */
public final class SearchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SearchResult result;

  public SearchException(String message) {
    this(message, null, null);
  }

  public SearchException(String message, SearchResult result, Throwable cause) {
    super(message, cause);
    this.result = result;
  }

  /**
   * What is known all the same, with status {@link SearchResult.Status#INCONCLUSIVE}; empty if the
   * search never began, so that nothing should be written.
   */
  public Optional<SearchResult> result() {
    return Optional.ofNullable(result);
  }
}
