package dev.collabgraph.runtime;

import dev.collabgraph.graph.GraphDocument;

/** Graph files as a search or a hand writes them. */
public final class Graphs {
  private Graphs() {}

  /** Three small models, a vote over them. */
  public static GraphDocument voteOfThree(String providerType, String providerOptions) {
    return GraphDocument.parse(
        """
        {"formatVersion": 1, "suite": "sums", "sink": "n3",
         "nodes": [{"id": "n0", "role": "assistant", "model": "small"},
                   {"id": "n1", "role": "assistant", "model": "small"},
                   {"id": "n2", "role": "assistant", "model": "small"},
                   {"id": "n3", "role": "vote"}],
         "edges": [["n0", "n3"], ["n1", "n3"], ["n2", "n3"]],
         "cost": {"metric": "calls", "units": 3},
         "roles": {
           "assistant": {"kind": "call", "prompt": "Q: {{question}}", "minInputs": 0, "maxInputs": 0},
           "vote": {"kind": "vote", "minInputs": 3}},
         "models": {"small": {"family": "f", "provider": "p", "name": "llama-1b",
           "temperature": 0.7, "maxTokens": 512, "rank": 1}},
         "providers": {"p": {"type": "%s", "options": %s}},
         "equality": {"type": "numeric", "options": {}}, "digests": {}}
        """
            .formatted(providerType, providerOptions),
        "vote.graph.json");
  }

  /** One call. */
  public static GraphDocument single(String prompt) {
    return GraphDocument.parse(
        """
        {"formatVersion": 1, "suite": "sums", "sink": "n0",
         "nodes": [{"id": "n0", "role": "assistant", "model": "small"}], "edges": [],
         "cost": {"metric": "calls", "units": 1},
         "roles": {
           "assistant": {"kind": "call", "prompt": "%s", "minInputs": 0, "maxInputs": 0}},
         "models": {"small": {"family": "f", "provider": "p", "name": "llama-1b",
           "temperature": 0.7, "maxTokens": 512, "rank": 1}},
         "providers": {}, "equality": {"type": "numeric", "options": {}}, "digests": {}}
        """
            .formatted(prompt),
        "single.graph.json");
  }
}
