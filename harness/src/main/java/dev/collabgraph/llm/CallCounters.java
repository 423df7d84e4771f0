package dev.collabgraph.llm;

import dev.collabgraph.llm.ProviderStatistics.Transport;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a client does. Safe to use from any number of threads; O(1) memory. Public for the
 * sibling packages only.
 */
public final class CallCounters {
  /** Service times by powers of 2^(1/8) from a microsecond on: 9 % resolution. */
  private static final int BUCKETS = 320;

  private static final double PER_DOUBLING = 8;

  public final LongAdder calls = new LongAdder();
  public final LongAdder completed = new LongAdder();
  public final LongAdder failed = new LongAdder();
  public final LongAdder attempts = new LongAdder();
  final LongAdder pausedNanos = new LongAdder();
  public final LongAdder heldNanos = new LongAdder();
  private final LongAdder checks = new LongAdder();
  private final LongAdder checkTokens = new LongAdder();
  private final Map<ModelCallException.Kind, LongAdder> retries =
      new EnumMap<>(ModelCallException.Kind.class);
  private final AtomicLongArray latencies = new AtomicLongArray(BUCKETS);

  private final Transport transport;

  /** All 0. */
  public CallCounters(Transport transport) {
    this.transport = transport;
    for (ModelCallException.Kind kind : ModelCallException.Kind.values()) {
      retries.put(kind, new LongAdder());
    }
  }

  public void checked(long tokens) {
    checks.increment();
    checkTokens.add(tokens);
  }

  public void retried(ModelCallException.Kind kind, long pauseNanos) {
    retries.get(kind).increment();
    pausedNanos.add(pauseNanos);
  }

  public void served(double seconds) {
    completed.increment();
    double doublings = Math.log(Math.max(1e-6, seconds) / 1e-6) / Math.log(2);
    latencies.incrementAndGet(Math.min(BUCKETS - 1, (int) (doublings * PER_DOUBLING)));
  }

  private double percentile(double share) {
    long total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      total += latencies.get(i);
    }
    if (total == 0) {
      return Double.NaN;
    }
    long wanted = Math.max(1, (long) Math.ceil(share * total));
    int bucket = 0;
    for (long seen = latencies.get(0); seen < wanted && bucket < BUCKETS - 1; ) {
      seen += latencies.get(++bucket);
    }
    return 1e-6 * Math.pow(2, (bucket + 0.5) / PER_DOUBLING);
  }

  public ProviderStatistics snapshot() {
    Map<ModelCallException.Kind, Long> byKind = new EnumMap<>(ModelCallException.Kind.class);
    retries.forEach(
        (kind, count) -> {
          if (count.sum() > 0) {
            byKind.put(kind, count.sum());
          }
        });
    return new ProviderStatistics(
        calls.sum(),
        completed.sum(),
        failed.sum(),
        attempts.sum(),
        byKind,
        pausedNanos.sum() / 1e9,
        heldNanos.sum() / 1e9,
        percentile(0.50),
        percentile(0.90),
        percentile(0.99),
        0,
        0,
        checks.sum(),
        checkTokens.sum(),
        transport);
  }
}
