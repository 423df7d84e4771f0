package dev.collabgraph.llm;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a client did since it was opened.
 *
 * @param calls completions asked for
 * @param completed completions given
 * @param failed calls that ended without one
 * @param attempts requests sent
 * @param retries attempts repeated, by what the one before ended with
 * @param pausedSeconds time spent waiting between attempts, summed over calls
 * @param heldSeconds time that attempts were held back by rate limits, by waits a server asked for
 *     and while it was down, summed over calls; the queue for a free place is not in it
 * @param p50Seconds median service time of successful attempts; NaN if there is none
 * @param p90Seconds 90th percentile; NaN if there is none
 * @param p99Seconds 99th percentile; NaN if there is none
 * @param cacheHits calls answered from the call cache, not counted above
 * @param cacheWrites completions added to it
 * @param checks calls of one token that looked whether a model may be asked, not counted above
 * @param checkTokens what they used, in and out
 * @param transport whose transport it was
 */
public record ProviderStatistics(
    long calls,
    long completed,
    long failed,
    long attempts,
    Map<ModelCallException.Kind, Long> retries,
    double pausedSeconds,
    double heldSeconds,
    double p50Seconds,
    double p90Seconds,
    double p99Seconds,
    long cacheHits,
    long cacheWrites,
    long checks,
    long checkTokens,
    Transport transport) {

  /** Whose code sends the requests, and so whose timeouts, retries and limits hold. */
  public enum Transport {
    /** This project's, with everything the suite sets. */
    COLLABGRAPH,
    /** That of a LangChain4j chat model: the suite's timeouts, retries and limits do not hold. */
    LANGCHAIN4J,
    /** Nothing is sent. */
    NONE
  }

  public ProviderStatistics {
    Map<ModelCallException.Kind, Long> copy = new EnumMap<>(ModelCallException.Kind.class);
    copy.putAll(retries);
    retries = Collections.unmodifiableMap(copy);
    Objects.requireNonNull(transport, "transport");
  }

  /** The same with what the call cache gave and kept. */
  public ProviderStatistics withCache(long hits, long writes) {
    return new ProviderStatistics(
        calls,
        completed,
        failed,
        attempts,
        retries,
        pausedSeconds,
        heldSeconds,
        p50Seconds,
        p90Seconds,
        p99Seconds,
        hits,
        writes,
        checks,
        checkTokens,
        transport);
  }

  /** Repeated attempts of all kinds. */
  public long retried() {
    return retries.values().stream().mapToLong(Long::longValue).sum();
  }
}
