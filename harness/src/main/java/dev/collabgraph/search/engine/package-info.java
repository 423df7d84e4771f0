/**
 * The search itself: {@link dev.collabgraph.search.engine.Search} from settings to result, the
 * loop, running graphs within spend and minutes, validation and test, baselines, verdicts,
 * estimates, the files of a search and going on after a kill.
 */
package dev.collabgraph.search.engine;
