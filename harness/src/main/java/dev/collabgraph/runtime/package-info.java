/**
 * A found graph inside an application: load the file, give it models, ask. {@link
 * dev.collabgraph.runtime.AskableGraph} is the only class to start from; it needs no suite, no
 * Maven and no folder of its own. Nothing here returns null unless it says so.
 */
package dev.collabgraph.runtime;
