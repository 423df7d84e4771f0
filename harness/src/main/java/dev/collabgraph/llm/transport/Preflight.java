package dev.collabgraph.llm.transport;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import dev.collabgraph.llm.Nearest;
import dev.collabgraph.llm.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, before anything is spent, whether an endpoint answers at all and whether it takes the key:
 * one {@code GET} of its list of models. An endpoint without such a list passes. A model that is
 * not in the list is an error where the list is known to be complete, else only warned of, since
 * gateways serve models they do not list.
 */
final class Preflight {
  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String provider;
  private final ModelList list;
  private final Map<String, String> headers;
  private final Secret secret;
  private final List<ModelSpec> models;
  private final HttpTransport transport;
  private final FailureClassifier classifier;
  private final Clockwork clockwork;

  Preflight(
      String provider,
      ModelList list,
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
    this.classifier = new FailureClassifier(secret, list::hint);
    this.clockwork = clockwork;
  }

  CompletableFuture<Void> run() {
    return transport
        .send(new HttpCall("GET", list.uri(), headers, null), secret, LIMIT_NANOS)
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                throw unreachable(classifier.exception(failure, list.uri()));
              }
              check(reply);
              return null;
            });
  }

  private void check(HttpReply reply) {
    int status = reply.status();
    if (status == 401 || status == 403 || status == 402 || status >= 300 && status < 400) {
      throw unreachable(classifier.status(reply, "", clockwork.now()));
    }
    if (reply.ok()) {
      Optional<List<String>> known = names(reply);
      for (ModelSpec model : models) {
        if (known.isPresent() && !list.holds(known.get(), model.name())) {
          missing(Excerpt.of(model.name(), secret), known.get());
        }
      }
    }
  }

  private void missing(String model, List<String> known) {
    if (list.complete()) {
      throw unreachable(
          Verdict.never(
              Kind.FATAL,
              "model \"%s\" is not there.%s %s"
                  .formatted(model, Nearest.hint(model, known), list.hint(model))));
    }
    LOG.warn(
        "Provider \"{}\" does not list model \"{}\".{}",
        provider,
        model,
        Nearest.hint(model, known));
  }

  /** The names in the list; empty if the reply is no such list. */
  private Optional<List<String>> names(HttpReply reply) {
    try {
      return list.names(ReplyText.object(ReplyText.decode(reply.body()), reply, secret))
          .map(names -> names.stream().map(name -> Excerpt.of(name, secret)).toList());
    } catch (MalformedReplyException notAList) {
      return Optional.empty(); // some servers answer every path with a page
    }
  }

  private ModelCallException unreachable(Verdict verdict) {
    return new ModelCallException(
        Kind.FATAL,
        "Provider \"%s\" cannot be used: %s: %s. Nothing was spent."
            .formatted(provider, list.uri(), verdict.message()));
  }
}
