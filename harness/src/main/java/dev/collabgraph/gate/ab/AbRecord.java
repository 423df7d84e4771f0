package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.bench.BenchResult;

/**
 * One fork as it was measured.
 *
 * @param place in the session, from 1
 * @param round from 1
 * @param side which jar
 * @param result with one fork
 */
public record AbRecord(int place, int round, Side side, BenchResult result) {}
