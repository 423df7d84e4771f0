package dev.collabgraph.llm.transport;

import static dev.collabgraph.llm.transport.Calls.open;
import static dev.collabgraph.llm.transport.Calls.request;
import static dev.collabgraph.llm.transport.Calls.spec;
import static dev.collabgraph.llm.transport.RawServer.completion;
import static dev.collabgraph.llm.transport.RawServer.inTurn;
import static dev.collabgraph.llm.transport.RawServer.reply;
import static dev.collabgraph.llm.transport.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What servers, gateways and load balancers do to a connection, and what becomes of a call: the
 * answer, or the kind of its failure, and the number of requests that were sent.
 */
@Timeout(120)
class OddConnectionsTest {
  private static final String OK =
      "{\"choices\":[{\"message\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}";

  private static RawServer.Script raw(String text) {
    return (request, out, socket) -> write(out, text.replace("\n", "\r\n"));
  }

  private static RawServer.Script thenClose(String text) {
    return (request, out, socket) -> {
      write(out, text.replace("\n", "\r\n"));
      socket.close();
    };
  }

  private static String sized(String head, String body) {
    return head + "Content-Length: " + body.length() + "\n\n" + body;
  }

  private static String chunk(String text, String extension) {
    return Integer.toHexString(text.length()) + extension + "\n" + text + "\n";
  }

  private static RawServer.Script gzip() {
    return (request, out, socket) -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
        zip.write(OK.getBytes(StandardCharsets.UTF_8));
      }
      write(
          out,
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
              + bytes.size()
              + "\r\n\r\n");
      out.write(bytes.toByteArray());
      out.flush();
    };
  }

  /** Scripts by what they do: "ok 2" is answered by the second request. */
  private static Map<String, RawServer.Script> scripts() {
    String chunked = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
    RawServer.Script good = completion("ok");
    Map<String, RawServer.Script> all = new TreeMap<>();
    all.put(
        "ok 1: early hints",
        raw("HTTP/1.1 103 Early Hints\nLink: x\n\n" + sized("HTTP/1.1 200 OK\n", OK)));
    all.put("ok 1: continue", raw("HTTP/1.1 100 Continue\n\n" + sized("HTTP/1.1 200 OK\n", OK)));
    all.put("ok 1: HTTP/1.0 ended by close", thenClose("HTTP/1.0 200 OK\n\n" + OK));
    // Trailers are read too, but in JDK 17 not with assertions enabled, as they are here.
    all.put("ok 1: chunks with extensions", raw(chunked + chunk(OK, ";x=\"y\"") + "0;z\n\n"));
    all.put(
        "ok 1: a chunk for each character",
        raw(
            chunked
                + String.join("", OK.chars().mapToObj(c -> chunk("" + (char) c, "")).toList())
                + "0\n\n"));
    all.put("ok 1: no reason phrase", raw(sized("HTTP/1.1 200\n", OK)));
    all.put("ok 1: created", raw(sized("HTTP/1.1 201 Created\n", OK)));
    all.put("ok 1: connection close", thenClose(sized("HTTP/1.1 200 OK\nConnection: close\n", OK)));
    all.put("ok 1: text/plain", raw(sized("HTTP/1.1 200 OK\nContent-Type: text/plain\n", OK)));
    all.put(
        "ok 1: many headers",
        raw(sized("HTTP/1.1 200 OK\n" + "X-Header: value\n".repeat(100), OK)));
    all.put("ok 2: closed without a word", inTurn((r, out, socket) -> socket.close(), good));
    all.put(
        "ok 2: chunked body cut between chunks",
        inTurn(thenClose(chunked + chunk("{\"choices\":[", "")), good));
    all.put(
        "ok 2: chunked body cut inside a chunk", inTurn(thenClose(chunked + "ff\n{\"choi"), good));
    all.put(
        "ok 2: whole JSON without the last chunk",
        inTurn(thenClose(chunked + chunk(OK, "")), good));
    all.put(
        "ok 2: chunk size that is no number",
        inTurn(thenClose(chunked + "zz\n" + OK + "\n0\n\n"), good));
    all.put(
        "ok 2: longer length than body",
        inTurn(thenClose("HTTP/1.1 200 OK\nContent-Length: 5000\n\n" + OK), good));
    all.put(
        "ok 2: shorter length than body",
        inTurn(thenClose("HTTP/1.1 200 OK\nContent-Length: 30\n\n" + OK), good));
    all.put("ok 2: empty body", inTurn(raw("HTTP/1.1 200 OK\nContent-Length: 0\n\n"), good));
    all.put("ok 2: no content", inTurn(raw("HTTP/1.1 204 No Content\n\n"), good));
    all.put("ok 2: garbage for a status line", inTurn(thenClose("ERROR\n\n"), good));
    all.put("ok 1: header without a colon", thenClose("HTTP/1.1 200 OK\nnonsense\n\n" + OK));
    all.put("ok 1: negative length", thenClose("HTTP/1.1 200 OK\nContent-Length: -1\n\n" + OK));
    all.put("ok 2: status line alone", inTurn(thenClose("HTTP/1.1 200 OK\n"), good));
    all.put(
        "ok 2: event stream",
        inTurn(
            raw(
                sized(
                    "HTTP/1.1 200 OK\nContent-Type: text/event-stream\n",
                    "data: {\"choices\":[]}\n\ndata: [DONE]\n\n")),
            good));
    all.put("ok 2: compressed though not asked for", inTurn(gzip(), good));
    all.put(
        "ok 2: sign-in page",
        inTurn(
            raw(sized("HTTP/1.1 200 OK\nContent-Type: text/html\n", "<html>Sign in</html>")),
            good));
    all.put(
        "ok 2: gateway's page of an error",
        inTurn(
            raw(sized("HTTP/1.1 502 Bad Gateway\nContent-Type: text/html\n", "<html>502</html>")),
            good));
    all.put("ok 2: web server is down", inTurn(reply(521, "", ""), good));
    all.put(
        "ok 3: throttled, then unavailable", inTurn(reply(429, "", ""), reply(503, "", ""), good));
    all.put(
        "ok 4: reset, cut, 500",
        inTurn(
            (r, out, socket) -> {
              socket.setSoLinger(true, 0);
              socket.close();
            },
            thenClose(chunked),
            reply(500, "", ""),
            good));
    all.put(
        "MALFORMED 2: error with status 200",
        reply(200, "", "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}"));
    all.put(
        "MALFORMED 2: answer of another format",
        reply(200, "", "{\"output\":[{\"type\":\"message\"}]}"));
    all.put("REJECTED 1: 405", reply(405, "Allow: GET\r\n", ""));
    all.put("REJECTED 1: 431", reply(431, "", ""));
    all.put("FATAL 1: redirect without a place", reply(302, "", ""));
    all.put(
        "FATAL 1: quota in a 429 that asks to wait",
        reply(
            429,
            "Retry-After: 1\r\n",
            "{\"error\":{\"type\":\"insufficient_quota\",\"code\":null}}"));
    return all;
  }

  @TestFactory
  List<DynamicTest> callEndsAsItShould() {
    List<DynamicTest> tests = new ArrayList<>();
    scripts()
        .forEach(
            (name, script) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        name,
                        () ->
                            assertThat(outcome(script))
                                .isEqualTo(name.substring(0, name.indexOf(':'))))));
    return tests;
  }

  private static String outcome(RawServer.Script script) throws IOException {
    try (RawServer server = new RawServer(script);
        ModelClient client = open(new TestClockwork(), spec(server.url(), "timeoutSeconds", 20))) {
      String end;
      try {
        end = client.complete(request("Hello?", 0)).join().text();
      } catch (CompletionException e) {
        end = ((ModelCallException) e.getCause()).kind().name();
      }
      return end + " " + server.requests().size();
    }
  }
}
