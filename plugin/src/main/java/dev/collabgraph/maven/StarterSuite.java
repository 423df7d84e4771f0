package dev.collabgraph.maven;

import java.util.List;

/**
 * The suite file that {@code init} writes: every line a beginner changes is there, each with what
 * it means and its unit.
 *
 * @param name of the suite
 * @param provider which kind of endpoint
 * @param baseUrl of the endpoint; unused by simulated models
 * @param key a line of the provider that says where its key is; empty = it needs none
 * @param models as the server calls them; unused by simulated models
 */
record StarterSuite(
    String name, Provider provider, String baseUrl, String key, List<String> models) {

  /** Kinds of endpoints a starter is written for. */
  enum Provider {
    /** A local Ollama. */
    OLLAMA("http://localhost:11434", List.of("llama3.2:1b", "llama3.2:3b", "llama3.1:8b")),
    /** Any endpoint that speaks OpenAI's chat completions. */
    OPENAI("http://localhost:8000/v1", List.of()),
    /** Statistical models: no server, no key, no cost. */
    SIMULATED("", List.of("llama-1b", "llama-3b", "llama-8b"));

    private final String baseUrl;
    private final List<String> models;

    Provider(String baseUrl, List<String> models) {
      this.baseUrl = baseUrl;
      this.models = models;
    }

    String baseUrl() {
      return baseUrl;
    }

    /** What to take if nobody says; empty = someone must. */
    List<String> models() {
      return models;
    }
  }

  /** Name of the file of tasks, beside the suite. */
  String tasksFile() {
    return name + ".tasks.jsonl";
  }

  /** Whether the suite reads tasks from a file of its own. */
  boolean readsTasks() {
    return provider != Provider.SIMULATED;
  }

  /**
   * The file's text.
   *
   * @param schema name of the schema file beside it
   */
  String yaml(String schema) {
    return """
        # yaml-language-server: $schema=./%s
        #
        # A suite: tasks, models, and a budget under which a graph of model calls is searched.
        #   mvn collabgraph:search    finds the graph and compares it with single models
        #   mvn collabgraph:run -Dcollabgraph.question="..."    asks it
        # Any value can be replaced for one run: -Dcollabgraph.set.search.budget.units=4
        suite: %s # the name of this file

        %s
        # How many tasks go where. "search" is for trying graphs, "validation" for choosing among the
        # best, "test" for the figures you may quote. The more in "test", the narrower its interval.
        %s

        scorer: {type: numeric} # numeric | exact | choice | contains | regex | math | json | f1

        %s
        # The pool to build graphs from. name: as the server calls it; maxTokens: of one answer.
        models:
        %s
        search:
          strategy: agent-reinforce
          # Hard, for each graph and task: no graph that is tried or returned costs more.
        %s
          iterations: 4 # rounds of sampling and learning
          graphsPerIteration: 6
          tasksPerGraph: 10
          finalists: 3 # graphs that meet on the validation split
        %s"""
        .formatted(
            schema,
            Yaml.quoted(name),
            tasks(),
            splits(),
            providers(),
            modelLines(),
            budget(),
            spend());
  }

  private String tasks() {
    if (!readsTasks()) {
      return """
          # Simulated tasks for simulated models: a landscape fitted to published accuracies.
          tasks: {format: simulated, pool: math, count: 900, inputTokens: 202, outputTokens: 275}
          """;
    }
    return """
        # One JSON object a line, with the keys "question" and "answer". The tasks that came with this
        # file are a sample: put your own in their place, %s or more if you can.
        # inputTokens, outputTokens: of an average question and answer, for the cost of a graph.
        tasks: {format: jsonl, path: %s, inputTokens: 60, outputTokens: 120}
        """
        .formatted(300, tasksFile());
  }

  private String splits() {
    return readsTasks()
        ? "splits: {search: 30, validation: 30, test: 40, seed: 7}"
        : "splits: {search: 200, validation: 200, test: 500, seed: 7}";
  }

  private String providers() {
    return switch (provider) {
      case SIMULATED -> "providers: {simulated: {type: simulated}}\n";
      case OLLAMA ->
          """
          # Fetch the models first: ollama pull llama3.2:1b
          # concurrency: most calls in flight; timeoutSeconds: of a call with its retries
          providers:
            local: {type: ollama, baseUrl: %s, concurrency: 2, timeoutSeconds: 300%s}
          """
              .formatted(Yaml.quoted(baseUrl), key);
      case OPENAI ->
          """
          # A key is never written here: serverId names a <server> of settings.xml whose password it
          # is, apiKeyEnv the environment variable that holds it.
          # concurrency: most calls in flight; rpm, tpm: most requests and tokens a minute
          providers:
            endpoint: {type: openai, baseUrl: %s, concurrency: 4%s}
          """
              .formatted(Yaml.quoted(baseUrl), key);
    };
  }

  private String modelLines() {
    if (provider == Provider.SIMULATED) {
      StringBuilder lines = new StringBuilder();
      models.forEach(
          model ->
              lines.append("  - {id: ").append(Yaml.quoted(model)).append(", family: llama}\n"));
      return lines.toString();
    }
    StarterModels list = new StarterModels(models);
    return list.sized()
        ? "  # params, layers, hidden: what a call costs in FLOPs follows from them\n" + list.yaml()
        : list.yaml();
  }

  private String budget() {
    boolean flops = provider == Provider.SIMULATED || new StarterModels(models).sized();
    return flops
        ? "  # metric: flops | usd | tokens | calls; one unit is one call of the cheapest model.\n"
            + "  budget: {metric: flops, units: 10}"
        : "  # metric: flops | usd | tokens | calls; one unit is one call of the cheapest model.\n"
            + "  # flops needs params, layers and hidden of every model, usd a price: {input, output}.\n"
            + "  budget: {metric: tokens, units: 6}";
  }

  private String spend() {
    return readsTasks()
        ? """
          # Of the whole search: it ends there, with what it has found. usd needs a price of every model.
          spend: {calls: 5000, minutes: 60}
          """
                .stripTrailing()
            + "\n"
        : "";
  }
}
