/**
 * The types of providers: {@code openai} and {@code ollama} (codecs over {@code transport}), {@code
 * langchain4j} (any chat model of LangChain4j, over {@code transport} where it lets us), and {@code
 * ChatModelClient}, a client over such a model for applications. Types {@code replay} and {@code
 * simulated} are elsewhere, with the call cache and the landscape.
 */
package dev.collabgraph.llm.provider;
