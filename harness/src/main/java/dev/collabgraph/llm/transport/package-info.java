/**
 * Calls over HTTP. {@code HttpProvider} reads the options and puts the parts of a client together:
 * {@code HttpModelClient} queues calls at a {@code CallGate}, {@code ResilientCall} makes the
 * attempts of one, {@code HttpTransport} one exchange. {@code FailureClassifier} says what a failed
 * attempt means, {@code RetryPolicy} whether there is another, {@code Pace} when: rate limits,
 * asked waits, the breaker, a concurrency that adapts. {@code Preflight} and {@code ModelCheck}
 * come before the first call. What requests and replies look like is up to a {@code ChatCodec}.
 */
package dev.collabgraph.llm.transport;
