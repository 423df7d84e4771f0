/**
 * The strategies that an agent steers, rules or a model: what it is told, how its reply is read,
 * and what becomes of it.
 */
package dev.collabgraph.search.agent;
