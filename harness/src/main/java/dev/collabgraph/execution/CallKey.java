package dev.collabgraph.execution;

/**
 * Identity of a call: two calls with equal keys are one and are paid for once. A 128-bit hash of
 * provider, model, sampling parameters, prompt, replicate and index.
 */
public record CallKey(long high, long low) {}
