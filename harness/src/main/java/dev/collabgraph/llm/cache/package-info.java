/**
 * Answers that are paid for once: the clients of a suite ({@code Clients}) behind the call cache
 * ({@code CachingModelClient} over {@code CallStore}), the journal from which a killed search goes
 * on ({@code CallJournal}), and the provider type {@code replay}, which gives recorded answers.
 */
package dev.collabgraph.llm.cache;
