/**
 * The provider {@code gguf}: llama.cpp on GGUF files, in forked JVMs so that a crash of native code
 * costs one call and never the build.
 *
 * <p>The parent reads and checks files ({@link dev.collabgraph.gguf.GgufHeader}) before native code
 * sees them, and hands calls to forks over their standard streams. A fork serves one call at a time
 * on one thread, so answers do not depend on batching, on the number of forks or on which fork
 * answers.
 */
package dev.collabgraph.gguf;
