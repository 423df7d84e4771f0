package dev.collabgraph.search.score;

/** Turns what was seen of one graph into one reward per task. */
interface Judge {

  /**
   * Rewards of a graph.
   *
   * @param scores one per task; NaN = inconclusive
   * @param latencies one per task, seconds
   * @param costUnits declared cost
   * @return one per task, NaN where the score is
   */
  double[] rewards(double[] scores, double[] latencies, double costUnits);

  /** The mean of the values that are known; NaN without any. */
  static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
