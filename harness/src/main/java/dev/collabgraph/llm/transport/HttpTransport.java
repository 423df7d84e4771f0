package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.ForwardProxy;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.Secret;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Sends one request and receives one whole reply, once: no retry, no redirect, HTTP/1.1 only (on
 * cleartext the JDK's client would offer an upgrade to HTTP/2 on which some servers drop the body).
 * A reply ends within its deadline, body included, and within its size limit, or the exchange is
 * cancelled and its connection closed.
 *
 * <p>Safe to use from any number of threads; no thread waits for a reply.
 */
final class HttpTransport implements AutoCloseable {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final Clockwork clockwork;
  private final int maxBytes;
  private final ExecutorService executor;
  private final String proxyAuthorization;
  private HttpClient client;

  /**
   * A transport.
   *
   * @param maxBytes longest body of a reply
   * @param tls null for the JVM's own settings
   * @param proxy null for the JVM's own settings
   */
  HttpTransport(
      String name, Clockwork clockwork, int maxBytes, SSLContext tls, ForwardProxy proxy) {
    this.proxyAuthorization = proxy == null ? null : ProxyRoute.authorization(proxy);
    this.clockwork = clockwork;
    this.maxBytes = maxBytes;
    this.executor = executor(name);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .proxy(proxy == null ? ProxySelector.getDefault() : ProxyRoute.selector(proxy))
            .executor(executor);
    this.client = (tls == null ? builder : builder.sslContext(tls)).build();
  }

  private static ExecutorService executor(String name) {
    AtomicInteger number = new AtomicInteger();
    int threads = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread =
                  new Thread(task, "collabgraph-http-" + name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Sends a request.
   *
   * @param secret sent as a bearer token; null for none
   * @param nanos until the last byte must have come
   * @return completes with the reply, or exceptionally: a {@link TimeoutException} past the
   *     deadline, a {@link LimitedBody.TooLargeException}, else what the JDK throws. Cancelling it
   *     cancels the exchange
   */
  CompletableFuture<HttpReply> send(HttpCall call, Secret secret, long nanos) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .method(
                call.method(),
                call.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(call.body()));
    call.headers().forEach(request::setHeader);
    if (secret != null) {
      request.setHeader("Authorization", "Bearer " + secret.reveal());
    }
    if (proxyAuthorization != null) {
      request.setHeader("Proxy-Authorization", proxyAuthorization); // never reaches the provider
    }
    long sent = clockwork.nanoTime();
    HttpClient open = open();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        open.sendAsync(request.build(), info -> new LimitedBody(maxBytes));
    CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    Clockwork.Timer timer =
        clockwork.deadline(
            nanos,
            () -> reply.completeExceptionally(new TimeoutException("The deadline has passed.")));
    exchange.whenComplete(
        (response, failure) -> {
          if (failure != null) {
            reply.completeExceptionally(failure);
          } else {
            reply.complete(
                new HttpReply(
                    response.statusCode(),
                    response.headers().map(),
                    response.body(),
                    (clockwork.nanoTime() - sent) / 1e9));
          }
        });
    reply.whenComplete(
        (done, failure) -> {
          timer.cancel();
          exchange.cancel(true); // no effect on one that has ended
        });
    return reply;
  }

  private synchronized HttpClient open() {
    if (client == null) {
      throw new ModelCallException(ModelCallException.Kind.CANCELLED, "The client is closed.");
    }
    return client;
  }

  /** Lets go of connections and threads. Calls in flight must have been cancelled before. */
  @Override
  public synchronized void close() {
    Object closing = client;
    if (closing instanceof AutoCloseable newer) {
      CompletableFuture.runAsync(() -> closeQuietly(newer)); // JDK 21 and later; waits for the end
    }
    client = null; // before JDK 21 its selector thread ends when the client is collected
    executor.shutdown();
  }

  private static void closeQuietly(AutoCloseable closing) {
    try {
      closing.close();
    } catch (Exception ignored) {
      // Nothing is in flight any more and nobody waits: there is nobody to tell.
    }
  }
}
