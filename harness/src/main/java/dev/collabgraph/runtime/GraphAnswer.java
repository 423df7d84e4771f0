package dev.collabgraph.runtime;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.execution.Trace.NodeTrace;
import dev.collabgraph.llm.Completion;
import java.util.List;
import java.util.Optional;

/**
 * What a graph answered.
 *
 * @param text what the sink wrote, whole; for a vote the text of the winning input
 * @param answer what the suite's scorer finds in that text ("42"); empty if it finds none
 * @param finish why the sink's text ended
 * @param calls calls that were made
 * @param inputTokens tokens of all prompts; {@link Completion#UNKNOWN} if one call did not say
 * @param outputTokens tokens decoded by all calls; {@link Completion#UNKNOWN} if one did not say
 * @param latencySeconds longest path of service times, queueing excluded
 * @param trace every node with what it read and wrote
 */
public record GraphAnswer(
    String text,
    Optional<String> answer,
    Completion.Finish finish,
    int calls,
    int inputTokens,
    int outputTokens,
    double latencySeconds,
    Trace trace) {

  /** The answer in a conclusive trace. */
  static GraphAnswer of(Trace trace) {
    List<Completion> calls =
        trace.nodes().stream()
            .filter(node -> node.model() != null)
            .map(NodeTrace::completion)
            .toList();
    boolean known = calls.stream().allMatch(Completion::usageKnown);
    Completion sink = trace.nodes().get(trace.nodes().size() - 1).completion();
    return new GraphAnswer(
        sink.text(),
        Optional.ofNullable(trace.answer()),
        sink.finish(),
        calls.size(),
        known ? calls.stream().mapToInt(Completion::inputTokens).sum() : Completion.UNKNOWN,
        known ? calls.stream().mapToInt(Completion::outputTokens).sum() : Completion.UNKNOWN,
        trace.latencySeconds(),
        trace);
  }
}
