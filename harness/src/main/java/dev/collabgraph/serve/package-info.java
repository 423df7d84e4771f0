/**
 * A found graph, or a model, behind an OpenAI-compatible HTTP endpoint on this machine. {@link
 * dev.collabgraph.serve.ChatFront} starts it. Text from clients is hostile until checked; text from
 * models goes out as JSON strings and nothing else.
 */
package dev.collabgraph.serve;
