/**
 * The search itself: strategies behind ask/tell, the environment they see, the archive, the loop.
 */
package dev.collabgraph.search;
