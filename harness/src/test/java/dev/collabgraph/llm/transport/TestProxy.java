package dev.collabgraph.llm.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A forward proxy on loopback: tunnels for CONNECT, else requests in absolute form. It knows one
 * name, which no other resolver does, and may want a password.
 */
final class TestProxy implements AutoCloseable {
  /** Known to the proxy alone. */
  static final String HOST = "llm.example.test";

  private final ServerSocket listener;
  private final int target;
  private final String authorization;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * Starts.
   *
   * @param target port on loopback that stands for {@link #HOST}
   * @param authorization what {@code Proxy-Authorization} must be; null for anything
   */
  TestProxy(int target, String authorization) throws IOException {
    this.target = target;
    this.authorization = authorization;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Request lines as they came. */
  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        daemon(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      OutputStream out = client.getOutputStream();
      String head = head(in);
      String line = head.substring(0, head.indexOf("\r\n"));
      lines.add(line);
      if (authorization != null && !head.contains("\r\nProxy-Authorization: " + authorization)) {
        RawServer.write(
            out,
            "HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      String[] words = line.split(" ");
      boolean tunnel = words[0].equals("CONNECT");
      String host = tunnel ? words[1].split(":")[0] : URI.create(words[1]).getHost();
      if (!host.equals(HOST)) {
        RawServer.write(out, "HTTP/1.1 502 x\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      try (Socket server = new Socket(InetAddress.getByName("127.0.0.1"), target)) {
        sockets.add(server);
        if (tunnel) {
          RawServer.write(out, "HTTP/1.1 200 x\r\n\r\n");
        } else {
          RawServer.write(server.getOutputStream(), forwarded(head, words));
        }
        daemon(() -> pipe(in, server));
        pipe(server.getInputStream(), client);
      }
    } catch (IOException over) {
      // the connection is over; what the client makes of it is the test
    }
  }

  /** The head for the server: its own form of the address, and nothing that is for the proxy. */
  private static String forwarded(String head, String[] words) {
    StringBuilder own = new StringBuilder();
    own.append(words[0])
        .append(' ')
        .append(URI.create(words[1]).getRawPath())
        .append(" HTTP/1.1\r\n");
    head.lines()
        .skip(1)
        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("proxy-") && !line.isEmpty())
        .forEach(line -> own.append(line).append("\r\n"));
    return own.append("Connection: close\r\n\r\n").toString();
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last4 = 0;
    while (last4 != 0x0D0A0D0A) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("cut");
      }
      head.write(b);
      last4 = last4 << 8 | b;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void pipe(InputStream from, Socket to) {
    try {
      from.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException over) {
      // one side has closed
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "test-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
