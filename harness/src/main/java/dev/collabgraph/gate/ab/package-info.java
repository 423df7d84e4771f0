/**
 * Measures two benchmark jars in one session, their forks in turn, until every verdict is clear or
 * a cap is reached. Start at {@link dev.collabgraph.gate.ab.AbSession}. Verdicts are those of
 * {@link dev.collabgraph.gate.bench.InterleavedGate}.
 *
 * <p>This package starts processes, unlike the rest of the gate. Nothing here prints, or returns
 * null unless it says so.
 */
package dev.collabgraph.gate.ab;
