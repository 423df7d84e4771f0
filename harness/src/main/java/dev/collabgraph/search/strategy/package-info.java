/** The strategies by id, how their options are read, and the built-in ones that ask no agent. */
package dev.collabgraph.search.strategy;
