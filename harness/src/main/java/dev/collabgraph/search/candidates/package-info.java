/**
 * Graphs of a space before anyone has tried them: drawn, drafted, moved, crossed, of fixed shapes,
 * enumerated, and the baselines that no search finds.
 */
package dev.collabgraph.search.candidates;
