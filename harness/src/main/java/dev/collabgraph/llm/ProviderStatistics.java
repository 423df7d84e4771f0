package dev.collabgraph.llm;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a client did since it was opened.
 *
 * @param calls completions asked for
 * @param completed completions given
 * @param failed calls that ended without one
 * @param attempts requests sent
 * @param retries attempts repeated, by what the one before ended with
 * @param pausedSeconds time spent waiting between attempts, summed over calls
 * @param p50Seconds median service time of successful attempts; NaN if there is none
 * @param p99Seconds 99th percentile; NaN if there is none
 * @param cacheHits calls answered from the call cache, not counted above
 * @param cacheWrites completions added to it
 */
public record ProviderStatistics(
    long calls,
    long completed,
    long failed,
    long attempts,
    Map<ModelCallException.Kind, Long> retries,
    double pausedSeconds,
    double p50Seconds,
    double p99Seconds,
    long cacheHits,
    long cacheWrites) {

  public ProviderStatistics {
    Map<ModelCallException.Kind, Long> copy = new EnumMap<>(ModelCallException.Kind.class);
    copy.putAll(retries);
    retries = Collections.unmodifiableMap(copy);
  }

  ProviderStatistics withCache(long hits, long writes) {
    return new ProviderStatistics(
        calls,
        completed,
        failed,
        attempts,
        retries,
        pausedSeconds,
        p50Seconds,
        p99Seconds,
        hits,
        writes);
  }

  /** Repeated attempts of all kinds. */
  public long retried() {
    return retries.values().stream().mapToLong(Long::longValue).sum();
  }
}
