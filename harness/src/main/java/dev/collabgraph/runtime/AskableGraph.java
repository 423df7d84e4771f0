package dev.collabgraph.runtime;

import dev.collabgraph.execution.CallSharing;
import dev.collabgraph.execution.ExecutionPlan;
import dev.collabgraph.execution.GraphExecutor;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.cache.Clients;
import dev.collabgraph.suite.PromptTemplate;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * A found graph that answers questions. In an application, with models of one's own:
 *
 * <pre>{@code
 * GraphDocument found = GraphDocument.read(Path.of("arithmetic.graph.json"));
 * ChatModel model = OpenAiChatModel.builder().baseUrl(url).apiKey(key).modelName("any").build();
 * try (AskableGraph graph = AskableGraph.of(found, Map.of("local", ChatModelClient.of(model, 8)))) {
 *   System.out.println(graph.ask("What is 17 * 23?").text());
 * }
 * }</pre>
 *
 * <p>A question costs the graph's calls and takes as long as its longest path of calls; nothing is
 * kept between questions. Equal questions get equal answers as far as the models honour seeds;
 * another {@code replicate} asks for independent ones.
 *
 * <p>Safe to use from any number of threads.
 */
public final class AskableGraph implements AutoCloseable {
  private final GraphDocument document;
  private final ExecutionPlan plan;
  private final Scorer scorer;
  private final Map<String, ModelClient> clients;

  private AskableGraph(GraphDocument document, Scorer scorer, Map<String, ModelClient> clients) {
    this.document = document;
    this.plan = plan(document);
    this.scorer = scorer;
    this.clients = clients;
  }

  /**
   * A graph over clients of one's own.
   *
   * @param clients by provider id, as {@link #providers} names them; closed with the graph
   * @throws IllegalArgumentException if a provider of the graph has no client, or a template is
   *     wrong
   */
  public static AskableGraph of(GraphDocument document, Map<String, ModelClient> clients) {
    return of(document, Optional.empty(), clients);
  }

  /** The same with the suite it was found for, which says how an answer is found in a text. */
  public static AskableGraph of(
      GraphDocument document, Optional<SuiteDefinition> suite, Map<String, ModelClient> clients) {
    Set<String> missing = new TreeSet<>(providers(document));
    missing.removeAll(clients.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no client for provider %s of the graph of suite \"%s\". Given: %s. Add: Map.of(\"%s\", client)"
              .formatted(
                  String.join(", ", missing),
                  document.suite(),
                  clients.isEmpty() ? "none" : String.join(", ", new TreeSet<>(clients.keySet())),
                  missing.iterator().next()));
    }
    Path folder =
        suite.map(of -> of.file().toAbsolutePath().getParent()).orElseGet(() -> Path.of(""));
    return new AskableGraph(
        document, scorer(document, suite, folder), new LinkedHashMap<>(clients));
  }

  /** A graph all of whose models are asked through one client. */
  public static AskableGraph of(GraphDocument document, ModelClient client) {
    Map<String, ModelClient> clients = new LinkedHashMap<>();
    providers(document).forEach(id -> clients.put(id, client));
    return of(document, clients);
  }

  /**
   * A graph over the providers its file names.
   *
   * @throws IllegalArgumentException if a provider's options are wrong or a template is
   * @throws dev.collabgraph.llm.ModelCallException if an endpoint does not answer or does not take
   *     the key
   */
  public static AskableGraph open(GraphDocument document, ModelProvider.Context context) {
    return open(document, Optional.empty(), context);
  }

  /**
   * The same with the suite it was found for, which says anew where the models are served and how
   * an answer is found in a text.
   */
  public static AskableGraph open(
      GraphDocument document, Optional<SuiteDefinition> suite, ModelProvider.Context context) {
    plan(document);
    Scorer scorer = scorer(document, suite, context.baseDirectory());
    List<ProviderSpec> specs =
        suite.map(of -> List.copyOf(of.providers().values())).orElseGet(() -> specs(document));
    return new AskableGraph(document, scorer, Clients.open(specs, document.models(), context));
  }

  /** The ids of the providers that a graph's models name, in the order of the file. */
  public static List<String> providers(GraphDocument document) {
    Set<String> used = Set.copyOf(document.usedModels());
    return document.models().stream()
        .filter(model -> used.contains(model.id()))
        .map(model -> model.provider())
        .distinct()
        .toList();
  }

  private static ExecutionPlan plan(GraphDocument document) {
    return ExecutionPlan.compile(document.graph(), document.roles(), document.models());
  }

  /** Where a graph's file says that its models are served. */
  public static List<ProviderSpec> specs(GraphDocument document) {
    List<ProviderSpec> specs = new ArrayList<>();
    document
        .providers()
        .forEach((id, each) -> specs.add(new ProviderSpec(id, each.type(), each.options())));
    return specs;
  }

  private static Scorer scorer(
      GraphDocument document, Optional<SuiteDefinition> suite, Path baseDirectory) {
    GraphDocument.Equality equality = document.equality();
    SuiteDefinition.Scoring scoring =
        suite
            .map(SuiteDefinition::scorer)
            .orElseGet(
                () ->
                    equality == null
                        ? new SuiteDefinition.Scoring("exact", Map.of())
                        : new SuiteDefinition.Scoring(equality.type(), equality.options()));
    return new Unjudged(Scorers.create(scoring, baseDirectory));
  }

  /** Calls that a question takes at most. */
  public int calls() {
    int calls = 0;
    for (int v = 0; v < document.graph().size(); v++) {
      String role = document.graph().node(v).role();
      if (document.roles().stream().anyMatch(each -> each.name().equals(role) && each.calls())) {
        calls++;
      }
    }
    return calls;
  }

  /** The graph's file. */
  public GraphDocument document() {
    return document;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws NoAnswerException if a call failed: never is an answer made up
   * @throws IllegalArgumentException if a template of the graph names what a question alone does
   *     not have
   */
  public GraphAnswer ask(String question) {
    try {
      return ask(new Task("question", question, ""), 0).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  /**
   * Asks, and does not wait.
   *
   * @param task with the fields that the templates name; its gold answer is not used
   * @param replicate which of several independent answers to the same question, 0 or more
   * @return completes with the answer, or exceptionally with a {@link NoAnswerException}
   * @throws IllegalArgumentException if a template names what the task does not have
   */
  public CompletableFuture<GraphAnswer> ask(Task task, int replicate) {
    return trace(task, replicate)
        .thenApply(
            trace -> {
              if (!trace.conclusive()) {
                throw new NoAnswerException(trace);
              }
              return GraphAnswer.of(trace);
            });
  }

  /** As {@link #ask(Task, int)}, with what happened, which may be that calls failed. */
  public CompletableFuture<Trace> trace(Task task, int replicate) {
    checkTemplates(task);
    return new GraphExecutor(clients, scorer, new CallSharing(), Runnable::run)
        .run(plan, task, replicate, 0);
  }

  /** A graph file may have been written by hand, so nobody has looked at its templates yet. */
  private void checkTemplates(Task task) {
    for (Role role : document.roles()) {
      Stream.of(role.prompt(), role.promptWithInputs())
          .filter(Objects::nonNull)
          .forEach(
              template -> PromptTemplate.compile(role.name(), template, task.fields().keySet()));
    }
  }

  /** Closes the clients. Questions in flight end exceptionally. */
  @Override
  public void close() {
    Clients.close(clients.values());
  }
}
