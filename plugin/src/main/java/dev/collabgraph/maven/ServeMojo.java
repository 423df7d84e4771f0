package dev.collabgraph.maven;

import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.cache.Clients;
import dev.collabgraph.runtime.AskableGraph;
import dev.collabgraph.serve.ChatFront;
import dev.collabgraph.serve.FrontSettings;
import dev.collabgraph.serve.ServedModel;
import dev.collabgraph.serve.ServedRequest;
import dev.collabgraph.serve.SpendMeter;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Serves a found graph, and each model of its suite, as an OpenAI-compatible endpoint on this
 * machine, until Ctrl-C: <code>POST /v1/chat/completions</code>, streaming or not, and <code>GET
 * /v1/models</code>.
 *
 * <p>The graph goes by the name of its suite. It is the committed one, {@code
 * src/collabgraph/<suite>.graph.json}, or else what the last search found. Where there is none yet,
 * the models are served alone.
 */
@Mojo(name = "serve", threadSafe = true)
public final class ServeMojo extends AbstractSuiteMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.serve.skip", defaultValue = "false")
  private boolean skipServe;

  /** A graph file to serve instead. */
  @Parameter(property = "collabgraph.graph")
  private File graph;

  /** Address to listen at. One that other machines can reach is refused without allowRemote. */
  @Parameter(property = "collabgraph.serve.address", defaultValue = "127.0.0.1")
  private String address;

  /** Port to listen at; 0 takes a free one. */
  @Parameter(property = "collabgraph.serve.port", defaultValue = "8642")
  private int port;

  /**
   * Allows an address that other machines can reach. There is no password: whoever reaches the port
   * asks the models with your keys.
   */
  @Parameter(property = "collabgraph.serve.allowRemote", defaultValue = "false")
  private boolean allowRemote;

  /** Most requests answered at once; one more is refused with status 429. */
  @Parameter(property = "collabgraph.serve.maxInFlight", defaultValue = "16")
  private int maxInFlight;

  /** Longest request body in bytes; a longer one is refused with status 413. */
  @Parameter(property = "collabgraph.serve.maxRequestBytes", defaultValue = "1048576")
  private int maxRequestBytes;

  /**
   * What of a chat with several messages is asked: {@code last}, the last message alone, or {@code
   * transcript}, all of them as one text.
   */
  @Parameter(property = "collabgraph.serve.history", defaultValue = "last")
  private String history;

  /**
   * File that holds the address while the goal runs, for scripts. The goal ends when the file is
   * deleted, as it does on Ctrl-C.
   */
  @Parameter(
      property = "collabgraph.serve.addressFile",
      defaultValue = "${project.build.directory}/collabgraph/serve.url",
      required = true)
  private File addressFile;

  private final LongAdder answered = new LongAdder();
  private final LongAdder refused = new LongAdder();

  @Inject
  public ServeMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "serve";
  }

  @Override
  boolean goalSkipped() {
    return skipServe;
  }

  @Override
  void run() {
    FrontSettings settings =
        new FrontSettings(
            address,
            port,
            allowRemote,
            maxRequestBytes,
            maxInFlight,
            FrontSettings.History.of(history),
            Duration.ofSeconds(30));
    Optional<SuiteDefinition> suite = graph == null ? Optional.of(settings().only()) : named();
    Optional<Path> file =
        graph == null ? findGraph(suite.get().name()) : Optional.of(graph.toPath());
    suite.ifPresent(this::refuseUnlimitedSpending);
    serve(settings, suite, file.map(GraphDocument::read), file);
  }

  private Optional<SuiteDefinition> named() {
    return settings().find(GraphDocument.read(graph.toPath()).suite());
  }

  private void serve(
      FrontSettings settings,
      Optional<SuiteDefinition> suite,
      Optional<GraphDocument> document,
      Optional<Path> file) {
    List<ModelSpec> models = models(suite, document);
    List<ProviderSpec> providers =
        suite
            .map(of -> List.copyOf(of.providers().values()))
            .orElseGet(() -> AskableGraph.specs(document.orElseThrow()));
    SpendMeter meter =
        suite
            .map(of -> SpendMeter.of(of.name(), of.spend(), models))
            .orElseGet(SpendMeter::unlimited);
    try (ServedUntil until = new ServedUntil(addressFile.toPath())) {
      Map<String, ModelClient> clients =
          Clients.open(providers, models, providerContext(suiteDirectory()));
      try {
        List<ServedModel> served = served(suite, document, models, meter.around(clients));
        // Else the JDK's server lets a client wait for the body of a reply, up to 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try (ChatFront front = ChatFront.start(settings, served, meter, this::log)) {
          until.announce(front.baseUrl());
          greet(front.baseUrl(), served, file);
          if (meter.capped()) {
            getLog().info("Spend of the suite, kept before each call: " + meter.used());
          }
          until.await();
        }
      } finally {
        Clients.close(clients.values());
      }
      getLog()
          .info(
              String.format(
                  Locale.ROOT,
                  "Stopped. Requests answered: %,d; refused or failed: %,d.",
                  answered.sum(),
                  refused.sum()));
      if (meter.capped()) {
        getLog().info("Spent: " + meter.used() + ".");
      }
    }
  }

  /** The suite's models, and those of the graph that are no longer among them. */
  private static List<ModelSpec> models(
      Optional<SuiteDefinition> suite, Optional<GraphDocument> document) {
    Map<String, ModelSpec> models = new LinkedHashMap<>();
    suite.ifPresent(of -> of.models().forEach(model -> models.put(model.id(), model)));
    document.ifPresent(of -> of.models().forEach(model -> models.putIfAbsent(model.id(), model)));
    return List.copyOf(models.values());
  }

  private static List<ServedModel> served(
      Optional<SuiteDefinition> suite,
      Optional<GraphDocument> document,
      List<ModelSpec> models,
      Map<String, ModelClient> clients) {
    List<ServedModel> served = new ArrayList<>();
    Function<String, Task> tasks = KnownTasks.of(suite)::task;
    if (document.isPresent()) {
      String name = document.get().suite();
      if (models.stream().anyMatch(model -> model.id().equals(name))) {
        throw new SuiteException(
            "Suite and model are both called \"%s\", and the graph is served under the suite's name. Maybe rename the model."
                .formatted(name));
      }
      served.add(ServedModel.graph(name, AskableGraph.of(document.get(), suite, clients), tasks));
    }
    for (ModelSpec model : models) {
      served.add(ServedModel.model(model, clients.get(model.provider()), tasks));
    }
    return served;
  }

  private void greet(String url, List<ServedModel> served, Optional<Path> file) {
    getLog().info("Serving " + url + " (OpenAI-compatible, no key)");
    for (ServedModel model : served) {
      boolean graphs = file.isPresent() && model == served.get(0);
      getLog().info("  " + model.id() + (graphs ? "  the graph of " + shown(file.get()) : ""));
    }
    if (file.isEmpty()) {
      getLog().info("There is no graph yet: search one, and it is served too.");
    }
    getLog().info("Ask it:");
    getLog().info("  " + curl(url, served.get(0).id()));
    getLog().info("Ctrl-C stops; so does deleting " + shown(addressFile.toPath()));
  }

  /** A command a person can paste. */
  static String curl(String url, String model) {
    return "curl -s %s/chat/completions -H 'Content-Type: application/json' -d '{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"What is 17 * 23?\"}]}'"
        .formatted(url, model.replace("'", "'\\''"));
  }

  private static String calls(int calls) {
    return calls == 0 ? "" : calls == 1 ? ", 1 call" : ", " + calls + " calls";
  }

  private void log(ServedRequest request) {
    (request.status() == 200 ? answered : refused).increment();
    String line =
        String.format(
            Locale.ROOT,
            "%s %s%s: %d%s, %.2f s",
            request.method(),
            request.path(),
            request.model() == null ? "" : " " + request.model(),
            request.status(),
            calls(request.calls()),
            request.seconds());
    String shown = ConsoleText.printable(line);
    if (request.problem() == null) {
      getLog().info(shown);
    } else {
      getLog().warn(shown + ": " + ConsoleText.printable(request.problem()));
    }
  }
}
