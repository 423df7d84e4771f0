package dev.collabgraph.suite;

import java.util.List;

/** The keys of a suite file by section, in the order in which a person would write them. */
final class SuiteKeys {
  static final List<String> ROOT =
      List.of(
          "suite", "tasks", "splits", "scorer", "roles", "providers", "models", "search", "spend");

  /** Those of every format; each reader adds its own. */
  static final List<String> TASKS = List.of("format", "inputTokens", "outputTokens");

  static final List<String> SPLITS = List.of("search", "validation", "test", "seed");

  /** That of every scorer; each adds its own. */
  static final List<String> SCORER = List.of("type");

  static final List<String> ROLE =
      List.of("kind", "prompt", "promptWithInputs", "minInputs", "maxInputs", "topK");

  /** That of every provider; each adds its own. */
  static final List<String> PROVIDER = List.of("type");

  static final List<String> MODEL =
      List.of(
          "id",
          "family",
          "provider",
          "name",
          "params",
          "layers",
          "hidden",
          "price",
          "rank",
          "temperature",
          "maxTokens",
          "topP",
          "stop");

  static final List<String> PRICE = List.of("input", "output");

  static final List<String> SEARCH =
      List.of(
          "strategy",
          "budget",
          "objective",
          "constraints",
          "topology",
          "slots",
          "slotOrder",
          "agent",
          "iterations",
          "graphsPerIteration",
          "tasksPerGraph",
          "finalists",
          "seed",
          "options");

  static final List<String> BUDGET = List.of("metric", "units", "sweep");
  static final List<String> OBJECTIVE = List.of("accuracy", "latencySeconds", "cost");
  static final String PARETO = "pareto";
  static final List<String> MEASURES = List.of("accuracy", "cost", "latency");
  static final List<String> TOPOLOGY =
      List.of("shape", "maxDepth", "maxWidth", "maxInDegree", "sink");
  static final List<String> SINK = List.of("role", "model", "minInputs");
  static final List<String> SPEND = List.of("calls", "usd", "minutes");

  static final List<String> METRICS = List.of("flops", "usd", "tokens", "calls");
  static final List<String> SHAPES = List.of("free", "chain", "tree", "layered", "star");
  static final List<String> SLOT_ORDERS = List.of("fixed", "random", "learned");
  static final List<String> KINDS = List.of("call", "vote");

  private SuiteKeys() {}
}
