/**
 * Language models as the engine sees them: a request goes in, a completion or a classified failure
 * comes out. Providers implement {@link dev.collabgraph.llm.ModelProvider}; {@link
 * dev.collabgraph.llm.ModelProviders} finds them. This package knows none of those below it: {@code
 * cache} opens the clients of a suite (begin at {@code Clients}) and keeps what they answered,
 * {@code transport} makes calls over HTTP that bear faults, and {@code provider} holds the types of
 * providers that suites name.
 */
package dev.collabgraph.llm;
