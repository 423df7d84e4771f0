package dev.collabgraph.llm;

/**
 * A completion with the reply it was read from.
 *
 * @param raw the body as received; not copied
 */
record Answer(Completion completion, byte[] raw) {}
