package dev.collabgraph.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.runtime.NoAnswerException;
import dev.collabgraph.serve.ServedModel.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request after another, each on a thread of its own, which may wait. */
final class FrontHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FrontHandler.class);
  private static final String CHAT = "/v1/chat/completions";
  private static final String MODELS = "/v1/models";
  private static final String SPENT = "insufficient_quota";

  private final FrontSettings settings;
  private final Map<String, ServedModel> models;
  private final SpendMeter meter;
  private final Consumer<ServedRequest> listener;
  private final Clock clock;
  private final BodyReader bodies;
  private final RequestGuard guard;

  /** One permit for each question that may be asked at a time. */
  private final Semaphore room;

  /** One permit for each chat whose reply is not sent yet; a client may take its time. */
  private final Semaphore unsent = new Semaphore(Integer.MAX_VALUE);

  private final long started;
  private volatile boolean stopping;

  FrontHandler(
      FrontSettings settings,
      Map<String, ServedModel> models,
      SpendMeter meter,
      Consumer<ServedRequest> listener,
      Clock clock,
      BodyReader bodies) {
    this.settings = settings;
    this.models = models;
    this.meter = meter;
    this.listener = listener;
    this.clock = clock;
    this.bodies = bodies;
    this.guard = new RequestGuard(settings.allowRemote());
    this.room = new Semaphore(settings.maxInFlight());
    this.started = clock.instant().getEpochSecond();
  }

  /** From now on no further question is asked; waits until replies to the others are sent. */
  void stop(int seconds) {
    if (stopping) {
      return;
    }
    stopping = true;
    try {
      unsent.tryAcquire(Integer.MAX_VALUE, seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What became of a request. */
  private static final class Outcome {
    final long began = System.nanoTime();
    String model;
    int status;
    int calls;
    String problem;

    double seconds() {
      return Math.max(0, System.nanoTime() - began) / 1e9;
    }
  }

  @Override
  public void handle(HttpExchange exchange) {
    Outcome outcome = new Outcome();
    try (exchange) {
      try {
        route(exchange, outcome);
      } catch (ApiException refused) {
        refuse(exchange, outcome, refused);
      } catch (RuntimeException | Error defect) {
        LOG.error("The front broke on a request", defect);
        refuse(exchange, outcome, ApiException.broken());
      }
    } catch (IOException gone) {
      outcome.problem = "the client did not take the reply";
    }
    listener.accept(
        new ServedRequest(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            outcome.model,
            outcome.status,
            outcome.calls,
            outcome.seconds(),
            outcome.problem));
  }

  private void route(HttpExchange exchange, Outcome outcome) throws IOException {
    String method = exchange.getRequestMethod();
    guard.check(method, exchange.getRequestHeaders());
    String path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
    if (path.equals(CHAT)) {
      allow(exchange, method, "POST");
      chat(exchange, outcome);
    } else if (path.equals(MODELS)) {
      allow(exchange, method, "GET");
      send(exchange, outcome, 200, ReplyJson.models(models.keySet(), started));
    } else if (path.startsWith(MODELS + "/")) {
      allow(exchange, method, "GET");
      String id = model(path.substring(MODELS.length() + 1)).id();
      send(exchange, outcome, 200, ReplyJson.model(id, started).toString());
    } else {
      throw ApiException.refused(
          404, "unknown_url", "There are POST " + CHAT + " and GET " + MODELS + " here only.");
    }
  }

  private static void allow(HttpExchange exchange, String method, String allowed) {
    if (!method.equals(allowed)) {
      exchange.getResponseHeaders().set("Allow", allowed);
      throw ApiException.refused(405, "method_not_allowed", "The method must be " + allowed + ".");
    }
  }

  private ServedModel model(String id) {
    ServedModel model = models.get(id);
    if (model == null) {
      throw ApiException.wrong(
          "model",
          "model_not_found",
          "There is no model \"%s\" here. There are: %s."
              .formatted(
                  id.length() > 200 ? id.substring(0, 200) + "..." : id,
                  String.join(", ", models.keySet())));
    }
    return model;
  }

  private void chat(HttpExchange exchange, Outcome outcome) throws IOException {
    ChatCall call = ChatCallReader.read(bodies.read(exchange, settings.maxRequestBytes()));
    ServedModel model = model(call.model());
    outcome.model = model.id();
    if (!unsent.tryAcquire()) {
      throw stopping();
    }
    try {
      if (stopping) {
        throw stopping();
      }
      answer(exchange, outcome, call, model);
    } finally {
      unsent.release();
    }
  }

  private static ApiException stopping() {
    return ApiException.unavailable(null, "The front is stopping.");
  }

  /** Asks where there is room, which a client that is slow to take its reply does not keep. */
  private Reply askWithin(HttpExchange exchange, ChatCall call, ServedModel model) {
    if (!room.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      throw ApiException.busy(
          "%s requests are being answered, and no more are taken at once. Ask again later, or start the front with a larger maxInFlight."
              .formatted(settings.maxInFlight()));
    }
    try {
      return ask(call, model);
    } finally {
      room.release();
    }
  }

  private void answer(HttpExchange exchange, Outcome outcome, ChatCall call, ServedModel model)
      throws IOException {
    Reply reply = askWithin(exchange, call, model);
    outcome.calls = reply.calls();
    ReplyJson.Envelope envelope =
        new ReplyJson.Envelope(
            "chatcmpl-" + UUID.randomUUID(),
            clock.instant().getEpochSecond(),
            call.leftOut(settings.history()),
            model.ignored(call),
            outcome.seconds());
    if (!call.stream()) {
      send(exchange, outcome, 200, ReplyJson.completion(call, reply, envelope));
      return;
    }
    StringBuilder events = new StringBuilder();
    for (String event : ReplyJson.events(call, reply, envelope)) {
      events.append("data: ").append(event).append("\n\n");
    }
    events.append("data: [DONE]\n\n");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    send(exchange, outcome, 200, "text/event-stream; charset=utf-8", events.toString(), true);
  }

  /** Waits for the answer; its thread has nothing else to do. */
  private Reply ask(ChatCall call, ServedModel model) {
    try {
      meter.admit(model.calls());
      return model.answer(call, call.question(settings.history())).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? failure(cause) : e;
    } catch (SpendMeter.SpentException spent) {
      throw ApiException.spent(spent.getMessage());
    } catch (IllegalArgumentException unfit) { // a template names what a chat does not have
      throw ApiException.wrong("messages", null, unfit.getMessage());
    }
  }

  private static RuntimeException failure(RuntimeException cause) {
    if (cause instanceof ModelCallException failed) {
      if (failed.getCause() instanceof SpendMeter.SpentException spent) {
        return ApiException.spent(spent.getMessage());
      }
      return ApiException.unavailable(failed.kind(), failed.getMessage());
    }
    if (cause instanceof NoAnswerException none) {
      List<ModelCallException> failures =
          none.trace().nodes().stream()
              .map(node -> node.failure())
              .filter(Objects::nonNull)
              .toList();
      for (ModelCallException failed : failures) {
        if (failed.getCause() instanceof SpendMeter.SpentException spent) {
          return ApiException.spent(spent.getMessage());
        }
      }
      return ApiException.unavailable(
          failures.isEmpty() ? null : failures.get(0).kind(), none.getMessage());
    }
    return cause;
  }

  private static void refuse(HttpExchange exchange, Outcome outcome, ApiException refused)
      throws IOException {
    outcome.problem = refused.getMessage();
    if (exchange.getResponseCode() != -1) {
      return; // the reply has begun; closing it early tells the client
    }
    if (SPENT.equals(refused.code)) {
      exchange.getResponseHeaders().set("x-should-retry", "false"); // OpenAI's own clients obey it
    }
    send(exchange, outcome, refused.status, ReplyJson.error(refused));
  }

  private static void send(HttpExchange exchange, Outcome outcome, int status, String json)
      throws IOException {
    send(exchange, outcome, status, "application/json; charset=utf-8", json, false);
  }

  private static void send(
      HttpExchange exchange, Outcome outcome, int status, String type, String text, boolean chunked)
      throws IOException {
    outcome.status = status;
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("X-Content-Type-Options", "nosniff");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : chunked ? 0 : body.length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}
