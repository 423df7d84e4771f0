package dev.collabgraph.serve;

import com.sun.net.httpserver.HttpServer;
import dev.collabgraph.llm.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * An OpenAI-compatible endpoint: {@code POST /v1/chat/completions}, streaming or not, and {@code
 * GET /v1/models}. Answers are those of the models it was given; if one fails there is an error
 * with status 503 and no answer. A streamed answer is sent once it is whole, since a graph has none
 * before, so that a failure still can be told by its status.
 *
 * <p>Threads: one per request that is being read or answered, virtual where the JVM has them. Cost
 * of a request beside its calls: about its body, at most {@code maxRequestBytes}.
 */
public final class ChatFront implements AutoCloseable {
  /** How long a stop waits for requests that are being answered. */
  public static final int STOP_SECONDS = 5;

  private static final int BACKLOG = 64;

  private final FrontHandler handler;
  private final BodyReader bodies;
  private final HttpServer server;
  private final ExecutorService threads;

  private ChatFront(
      FrontHandler handler, BodyReader bodies, HttpServer server, ExecutorService threads) {
    this.handler = handler;
    this.bodies = bodies;
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to listen.
   *
   * @param models one or more, ids unique; not closed with the front
   * @param listener told of every request that has ended, on its thread
   * @throws IllegalArgumentException if there is no model, two have one id, or the address is open
   *     to other machines and the settings do not allow that
   * @throws UncheckedIOException if the port is taken
   */
  public static ChatFront start(
      FrontSettings settings, List<ServedModel> models, Consumer<ServedRequest> listener) {
    return start(settings, models, SpendMeter.unlimited(), listener);
  }

  /**
   * Starts to listen, with caps on what the answers cost.
   *
   * @param meter through which the models' clients were handed out
   */
  public static ChatFront start(
      FrontSettings settings,
      List<ServedModel> models,
      SpendMeter meter,
      Consumer<ServedRequest> listener) {
    Map<String, ServedModel> byId = new LinkedHashMap<>();
    for (ServedModel model : models) {
      if (byId.putIfAbsent(model.id(), model) != null) {
        throw new IllegalArgumentException(
            "Two served models have the id \"" + model.id() + "\": rename one.");
      }
    }
    if (byId.isEmpty()) {
      throw new IllegalArgumentException("There is no model to serve.");
    }
    InetAddress address = settings.bindAddress();
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(address, settings.port()), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen on %s:%s: %s. Maybe another program does; take a free port: -Dcollabgraph.serve.port=0"
              .formatted(settings.address(), settings.port(), e.getMessage()),
          e);
    }
    BodyReader bodies = new BodyReader(settings.bodyTimeout());
    FrontHandler handler =
        new FrontHandler(settings, byId, meter, listener, Clock.systemUTC(), bodies);
    ExecutorService threads = Threads.perTask("collabgraph-front");
    server.createContext("/", handler);
    server.setExecutor(threads);
    server.start();
    return new ChatFront(handler, bodies, server, threads);
  }

  /** What clients take as base URL, {@code /v1} included. */
  public String baseUrl() {
    InetSocketAddress bound = server.getAddress();
    String host = bound.getAddress().getHostAddress();
    return "http://%s:%d/v1"
        .formatted(host.contains(":") ? "[" + host + "]" : host, bound.getPort());
  }

  /**
   * Stops: new questions get status 503, those being answered have {@link #STOP_SECONDS} seconds,
   * then port and threads are freed. Idempotent; whoever comes second waits too.
   */
  @Override
  public synchronized void close() {
    handler.stop(STOP_SECONDS);
    server.stop(0);
    threads.shutdownNow();
    bodies.close();
  }
}
