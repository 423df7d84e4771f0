package dev.collabgraph.search.strategy;

/** An option of a strategy has a wrong value. */
final class StrategyOptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String key;

  /**
   * @param key below {@code search.options}
   */
  StrategyOptionException(String key, String message) {
    super(message);
    this.key = key;
  }

  String key() {
    return key;
  }
}
