package dev.collabgraph.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * A forward proxy for http on loopback. It wants a user and a password, and passes requests for one
 * made-up host on to a server on this machine, as a proxy does whose name service knows a host that
 * its clients do not. Other hosts get status 502; it makes no tunnels.
 *
 * <p>Safe to use from any number of threads. {@link #close()} frees port and threads.
 */
public final class LoopbackProxy implements AutoCloseable {
  private static final Set<String> OWN = Set.of("connection", "content-length", "host", "upgrade");

  private final String host;
  private final URI target;
  private final String authorization;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LongAdder passed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Set<String> asked = new ConcurrentSkipListSet<>();

  /**
   * Starts on a free port.
   *
   * @param host that it knows
   * @param target where that host's server really is, {@code http://127.0.0.1:port/...}
   */
  public LoopbackProxy(String host, URI target, String user, String password) {
    this.host = host;
    this.target = target;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Requests it passed on. */
  public long passed() {
    return passed.sum();
  }

  /** Requests it sent back for want of the right password. */
  public long refused() {
    return refused.sum();
  }

  /** Hosts it was asked for. */
  public Set<String> asked() {
    return Set.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
        refused.increment();
        exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"loopback\"");
        exchange.sendResponseHeaders(407, -1);
        return;
      }
      URI uri = exchange.getRequestURI();
      asked.add(String.valueOf(uri.getHost()));
      if (!host.equals(uri.getHost())) {
        exchange.sendResponseHeaders(502, -1);
        return;
      }
      passed.increment();
      pass(exchange, target.resolve(uri.getRawPath()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpExchange exchange, URI to) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!OWN.contains(lower) && !lower.startsWith("proxy-")) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> reply = client.send(request.build(), BodyHandlers.ofByteArray());
    reply
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    byte[] body = reply.body();
    exchange.sendResponseHeaders(reply.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
