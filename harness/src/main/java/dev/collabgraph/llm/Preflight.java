package dev.collabgraph.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelCallException.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, before anything is spent, whether an endpoint answers at all and whether it takes the key:
 * one {@code GET} of its list of models. An endpoint without such a list passes. A model that is
 * not in the list is only warned of, since gateways serve models they do not list.
 */
final class Preflight {
  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String provider;
  private final URI list;
  private final Map<String, String> headers;
  private final Secret secret;
  private final List<ModelSpec> models;
  private final HttpTransport transport;
  private final FailureClassifier classifier;
  private final Clockwork clockwork;

  Preflight(
      String provider,
      URI list,
      Map<String, String> headers,
      Secret secret,
      List<ModelSpec> models,
      HttpTransport transport,
      Clockwork clockwork) {
    this.provider = provider;
    this.list = list;
    this.headers = headers;
    this.secret = secret;
    this.models = List.copyOf(models);
    this.transport = transport;
    this.classifier = new FailureClassifier(secret);
    this.clockwork = clockwork;
  }

  CompletableFuture<Void> run() {
    return transport
        .send(new HttpCall("GET", list, headers, null), secret, LIMIT_NANOS)
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                throw unreachable(classifier.exception(failure, list));
              }
              check(reply);
              return null;
            });
  }

  private void check(HttpReply reply) {
    int status = reply.status();
    if (status == 401 || status == 403 || status == 402 || status >= 300 && status < 400) {
      throw unreachable(classifier.status(reply, list, clockwork.now()));
    }
    if (reply.ok()) {
      List<String> known = names(reply);
      for (ModelSpec model : models) {
        if (!known.isEmpty() && !known.contains(model.name())) {
          LOG.warn(
              "Provider \"{}\" does not list model \"{}\".{}",
              provider,
              Excerpt.of(model.name(), secret),
              Nearest.hint(model.name(), known));
        }
      }
    }
  }

  /** The ids in the list; empty if the reply is no such list. */
  private List<String> names(HttpReply reply) {
    List<String> names = new ArrayList<>();
    try {
      JsonNode data = ReplyText.object(ReplyText.decode(reply.body()), reply, secret).path("data");
      for (JsonNode entry : data) {
        if (entry.path("id").isTextual()) {
          names.add(Excerpt.of(entry.path("id").asText(), secret));
        }
      }
    } catch (MalformedReplyException notAList) {
      names.clear(); // some servers answer every path with a page
    }
    return names;
  }

  private ModelCallException unreachable(Verdict verdict) {
    return new ModelCallException(
        Kind.FATAL,
        "Provider \"%s\" cannot be used: %s: %s. Nothing was spent."
            .formatted(provider, list, verdict.message()));
  }
}
