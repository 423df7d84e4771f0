package dev.collabgraph.llm.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.llm.cache.Clients;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 10,000 calls to warm up and 50,000 measured, 1,000 in flight, against a server in a JVM of its
 * own that answers after 50 to 500 ms, with 2 % 429, 1 % 503 and 0.5 % closed connections; beside
 * it a bare client that does nothing but send the same bodies and read replies of a server without
 * faults. Prints throughput of both, processor time, heap, threads and sockets.
 */
@Tag("heavy")
@Timeout(600)
class LoadTest {
  /** {@code -Dcollabgraph.load.calls=10000} shortens the test where others need the machine. */
  private static final int MEASURED = Integer.getInteger("collabgraph.load.calls", 50_000);

  private static final int WARM_UP = MEASURED / 5;
  private static final int IN_FLIGHT = 1_000;

  /** The server; prints its port and serves until its input ends. */
  public static final class Server {
    public static void main(String[] arguments) throws IOException {
      boolean faulty = arguments[0].equals("faulty");
      ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_000);
      AtomicLong number = new AtomicLong();
      server.setExecutor(Executors.newFixedThreadPool(2));
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            SplittableRandom random = new SplittableRandom(number.getAndIncrement());
            double fault = faulty ? random.nextDouble() : 1;
            timers.schedule(
                () -> answer(exchange, fault), random.nextInt(50, 501), TimeUnit.MILLISECONDS);
          });
      server.start();
      System.out.println(server.getAddress().getPort());
      System.in.read();
      System.exit(0);
    }

    private static void answer(HttpExchange exchange, double fault) {
      try {
        byte[] body =
            "{\"choices\":[{\"message\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":300,\"completion_tokens\":1}}"
                .getBytes(StandardCharsets.UTF_8);
        if (fault < 0.005) {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body, 0, 5);
          exchange.close(); // fewer bytes than declared: the connection is dropped
          return;
        }
        exchange.sendResponseHeaders(fault < 0.025 ? 429 : fault < 0.035 ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      } catch (IOException gone) {
        exchange.close();
      }
    }
  }

  @TempDir Path folder;

  private record Peer(Process process, int port) implements AutoCloseable {
    static Peer start(String kind) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-Dsun.net.httpserver.maxIdleConnections=4000",
                  "-Dsun.net.httpserver.idleInterval=120",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Server.class.getName(),
                  kind)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Peer(
          process, Integer.parseInt(process.inputReader(StandardCharsets.UTF_8).readLine()));
    }

    String url() {
      return "http://127.0.0.1:" + port + "/v1";
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private interface Call {
    CompletableFuture<?> make(int index);
  }

  /** Calls a second; every call must succeed. */
  private static double drive(int calls, Call call) throws InterruptedException {
    Semaphore room = new Semaphore(IN_FLIGHT);
    LongAdder failed = new LongAdder();
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      room.acquire();
      call.make(i)
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  failed.increment();
                  if (failed.sum() <= 3) {
                    System.out.println(failure);
                  }
                }
                room.release();
              });
    }
    room.acquire(IN_FLIGHT);
    assertThat(failed.sum()).as("calls that were not answered").isZero();
    return calls / ((System.nanoTime() - start) / 1e9);
  }

  private static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  /** Open sockets of this process; 0 where the system does not tell. */
  private static long sockets() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(open)) {
      return files.filter(LoadTest::socket).count();
    }
  }

  private static boolean socket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  @Test
  void fiftyThousandCallsWithAThousandInFlightAreAllAnswered() throws Exception {
    String prompt = "word ".repeat(240);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double bare;
    double bareMicros;
    try (Peer peer = Peer.start("good")) {
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(peer.url()))
              .POST(HttpRequest.BodyPublishers.ofString(prompt))
              .build();
      Call send = i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
      drive(WARM_UP, send);
      long cpu = system.getProcessCpuTime();
      bare = drive(MEASURED, send);
      bareMicros = (system.getProcessCpuTime() - cpu) / 1e3 / MEASURED;
    }
    try (Peer peer = Peer.start("faulty");
        ModelClient client =
            Clients.open(
                    java.util.List.of(
                        Calls.spec(peer.url(), "concurrency", IN_FLIGHT, "retries", 10)),
                    java.util.List.of(Calls.request("q", 0).model()),
                    Calls.CONTEXT)
                .get("p")) {
      AtomicInteger number = new AtomicInteger();
      Call complete = i -> client.complete(Calls.request(prompt, number.incrementAndGet()));
      drive(WARM_UP, complete);
      long before = heapAfterCollection();
      heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
      long cpu = system.getProcessCpuTime();
      double ours = drive(MEASURED, complete);
      double cpuMicros = (system.getProcessCpuTime() - cpu) / 1e3 / MEASURED;
      long peak = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
      long sockets = sockets();
      long after = heapAfterCollection();
      int threads = Thread.activeCount();
      ProviderStatistics counted = client.statistics().orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "bare client %.0f calls/s, ours %.0f calls/s (%.0f %%); %.0f and %.0f us of processor time a call; heap %d MB -> %d MB (peak with garbage %d MB); %d threads; %d sockets; %s%n",
          bare,
          ours,
          100 * ours / bare,
          bareMicros,
          cpuMicros,
          before,
          after,
          peak,
          threads,
          sockets,
          counted);
      assertThat(counted.completed()).isEqualTo(WARM_UP + MEASURED);
      assertThat(counted.retried()).isGreaterThan((WARM_UP + MEASURED) / 50);
      assertThat(after).as("heap is flat").isLessThan(before + 30);
      assertThat(threads).isLessThan(60);
      assertThat(sockets).as("a socket for each call in flight at most").isLessThan(1_100);
    }
  }
}
