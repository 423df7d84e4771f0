package dev.collabgraph.simulated;

/** Seeds of calls: what a call's luck depends on, in one place for client and evaluator. */
final class CallSeed {
  /** From this temperature on, equal calls of different index are independent. */
  static final double FREE_TEMPERATURE = 0.7;

  // Position in a call's stream of its draw between copy and fresh answer.
  private static final int COPY = 100;

  private CallSeed() {}

  /** What does not change from call to call: noise seed, task, model, role. */
  static long base(long noiseSeed, long taskHash, long modelHash, long roleHash) {
    return Mix.mix(Mix.mix(Mix.mix(noiseSeed, taskHash), modelHash), roleHash);
  }

  /**
   * The seed of one call. Below {@link #FREE_TEMPERATURE} a share of the calls, at temperature 0
   * all, forget replicate and index: decoding with less chance repeats itself.
   */
  static long of(
      long base, double temperature, int replicate, int index, long[] inputs, int count) {
    long shared = base;
    for (int i = 0; i < count; i++) {
      shared = Mix.mix(shared, inputs[i]);
    }
    long own = Mix.mix(shared, (long) replicate << 32 | index & 0xFFFF_FFFFL);
    boolean copy =
        temperature < FREE_TEMPERATURE && Mix.unit(own, COPY) >= temperature / FREE_TEMPERATURE;
    return copy ? shared : own;
  }
}
