package dev.collabgraph.llm.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback that can break every rule: a script writes raw bytes. Each connection has a
 * thread; a script may throw to cut the connection.
 */
public final class RawServer implements AutoCloseable {

  /** One request as received. */
  public record Request(int number, String head, String body) {
    public String line() {
      return head.substring(0, head.indexOf("\r\n"));
    }

    public boolean hasHeader(String name, String value) {
      return head.lines().anyMatch(line -> line.equalsIgnoreCase(name + ": " + value));
    }
  }

  /** Answers a request. */
  public interface Script {
    void answer(Request request, OutputStream out, Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final Script script;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  public RawServer(Script script) throws IOException {
    this(new ServerSocket(0, 2000, InetAddress.getLoopbackAddress()), script);
  }

  public RawServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    daemon("accept", this::accept);
  }

  /** Gives the nth script to the nth request, the last to all that follow. */
  public static Script inTurn(Script... scripts) {
    return (request, out, socket) ->
        scripts[Math.min(request.number(), scripts.length - 1)].answer(request, out, socket);
  }

  public static Script reply(int status, String headers, String body) {
    return (request, out, socket) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      write(
          out,
          "HTTP/1.1 %d x\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
              .formatted(status, headers, bytes.length));
      out.write(bytes);
      out.flush();
    };
  }

  public static Script completion(String content) {
    return reply(
        200,
        "",
        ("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},"
                + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,"
                + "\"total_tokens\":18}}")
            .formatted(content));
  }

  public static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/v1";
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Requests for completions so far. */
  public List<Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Connections accepted so far. */
  public int connections() {
    return connections.get();
  }

  /** Connections that the peer has not closed. */
  int openConnections() {
    return sockets.size();
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, "raw-server-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        daemon("connection", () -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (Request request = read(in); request != null; request = read(in)) {
        requests.add(request);
        script.answer(request, socket.getOutputStream(), socket);
        if (socket.isClosed()) {
          return;
        }
      }
    } catch (IOException | RuntimeException cut) {
      // the connection is over; what the client makes of it is the test
    } finally {
      sockets.remove(socket);
    }
  }

  private Request read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last4 = 0;
    while (last4 != 0x0D0A0D0A) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      head.write(b);
      last4 = last4 << 8 | b;
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    int length =
        text.lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return new Request(
        numbers.getAndIncrement(), text, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
