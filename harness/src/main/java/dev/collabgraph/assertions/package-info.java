/**
 * Gates a graph inside a unit test. Start at {@link
 * dev.collabgraph.assertions.GraphAssertions#assertThatGraph}. Needs no test framework: what fails
 * is an {@link AssertionError}, what could not be found out another exception.
 */
package dev.collabgraph.assertions;
