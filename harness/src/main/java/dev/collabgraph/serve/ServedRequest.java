package dev.collabgraph.serve;

/**
 * A request that has ended, for a log.
 *
 * @param method as the client sent it, hostile
 * @param path as the client sent it, hostile
 * @param model that was asked; null if it did not come so far
 * @param status of the reply
 * @param calls made for it
 * @param seconds from the request to the end of its reply
 * @param problem what the error's message says; null if there was none
 */
public record ServedRequest(
    String method,
    String path,
    String model,
    int status,
    int calls,
    double seconds,
    String problem) {}
