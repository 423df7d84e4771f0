/**
 * What a search is given, what it answers, and what a strategy sees: settings, runtime, listener
 * and result; the extension point {@link dev.collabgraph.search.SearchStrategy} with its context,
 * proposals and trials; objectives. No search is run here: {@link
 * dev.collabgraph.search.engine.Search} does. Its rooms, each of which depends only on this package
 * and on the rooms before it: {@code score}, {@code candidates}, {@code strategy}, {@code agent},
 * {@code engine}.
 */
package dev.collabgraph.search;
