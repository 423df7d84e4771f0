package dev.collabgraph.llm;

/**
 * A completion with the reply it was read from. Public for the sibling packages only.
 *
 * @param raw the body as received; not copied
 */
public record Answer(Completion completion, byte[] raw) {}
