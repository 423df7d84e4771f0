package dev.collabgraph.llm.transport;

import static dev.collabgraph.llm.transport.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replies without end, read by a child JVM with a heap of 64 MB and four calls at once. */
@Timeout(300)
class SmallHeapTest {

  /** Makes 12 calls and prints how each failed. */
  public static final class Child {
    public static void main(String[] arguments) {
      try (ModelClient client =
          Calls.open(new TestClockwork(), Calls.spec(arguments[0], "concurrency", 4))) {
        java.util.stream.IntStream.range(0, 12)
            .mapToObj(i -> client.complete(Calls.request("q", i)))
            .toList()
            .forEach(
                call ->
                    System.out.println(
                        call.handle(
                                (completion, failure) ->
                                    failure instanceof ModelCallException known
                                        ? known.kind().name()
                                        : String.valueOf(failure))
                            .join()));
      }
    }
  }

  private static String child(String url) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                url)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void endlessBodiesAndHugeStringsStayWithinASmallHeap() throws Exception {
    byte[] chunk = new byte[1 << 16];
    Arrays.fill(chunk, (byte) 'x');
    try (RawServer server =
        new RawServer(
            (request, out, socket) -> {
              if (request.number() % 2 == 0) {
                write(out, "HTTP/1.1 200 OK\r\n\r\n"); // no end
              } else {
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 52428802\r\n\r\n\"");
              }
              for (int i = 0; i < 800 || request.number() % 2 == 0; i++) {
                out.write(chunk);
              }
              write(out, "\"");
            })) {
      assertThat(child(server.url()).lines()).hasSize(12).containsOnly("TOO_LARGE");
    }
  }
}
