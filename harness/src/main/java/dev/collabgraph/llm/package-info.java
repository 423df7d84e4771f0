/**
 * Language models as the engine sees them: a request goes in, a completion or a classified failure
 * comes out. Providers implement {@link dev.collabgraph.llm.ModelProvider}.
 */
package dev.collabgraph.llm;
