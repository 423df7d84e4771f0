/** What a graph costs before it runs, and the limit it must keep. */
package dev.collabgraph.budget;
