package dev.collabgraph.search;

import java.util.Set;

/**
 * Extension point: makes strategies of one id. Found through {@link java.util.ServiceLoader}, so a
 * plugin dependency can add one. Stateless.
 */
public interface StrategyFactory {

  /** The {@code search.strategy} in suite files. */
  String id();

  /** Keys this strategy knows under {@code search.options}, for "did you mean". */
  default Set<String> optionKeys() {
    return Set.of();
  }

  /**
   * Whether strategies of this id ask {@link StrategyContext#advisor}; if not, a suite that names a
   * model as {@code search.agent} is refused.
   */
  default boolean usesAgent() {
    return false;
  }

  /**
   * Makes a strategy for one search.
   *
   * @throws IllegalArgumentException if an option is out of range
   */
  SearchStrategy create(StrategyContext context);
}
