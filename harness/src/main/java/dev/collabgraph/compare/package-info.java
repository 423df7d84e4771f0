/** Strategies side by side: equal calls, paired seeds, and what the differences are worth. */
package dev.collabgraph.compare;
