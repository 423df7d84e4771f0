/**
 * Real input for tests: word problems in plain English, a reader that solves them by reading them,
 * and a server that answers over HTTP as an OpenAI-compatible endpoint does. Kept among the tests,
 * so that no jar ships it.
 */
package dev.collabgraph.loopback;
