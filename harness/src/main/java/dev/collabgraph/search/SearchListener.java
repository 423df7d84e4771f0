package dev.collabgraph.search;

/** Hears of a search's progress, on the thread that runs the search, in a fixed order. */
public interface SearchListener {

  /** A listener that does nothing. */
  SearchListener SILENT = new SearchListener() {};

  /** A line a person should see now: what starts, what was resolved, what is estimated. */
  default void note(String line) {}

  /** An iteration ended. */
  default void iteration(Progress progress) {}

  /** A doubt or a fault that did not stop the search. */
  default void warning(String line) {}

  /**
   * State after an iteration.
   *
   * @param phase what the strategy was doing ({@code probe}, {@code sample}, {@code finalists},
   *     ...)
   * @param iteration from 1
   * @param iterations planned; 0 if unknown
   * @param bestScore of the best graph so far on the search split (optimistic); NaN if none
   * @param low lower end of its 95 % interval
   * @param high upper end
   * @param bestCostUnits what that graph costs
   * @param calls logical calls so far
   * @param elapsedSeconds wall time so far
   * @param remainingSeconds estimate; NaN if unknown
   */
  record Progress(
      String phase,
      int iteration,
      int iterations,
      double bestScore,
      double low,
      double high,
      double bestCostUnits,
      long calls,
      double elapsedSeconds,
      double remainingSeconds) {}
}
