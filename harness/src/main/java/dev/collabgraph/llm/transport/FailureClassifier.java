package dev.collabgraph.llm.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import dev.collabgraph.llm.Secret;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/**
 * Decides what a failed attempt means: which failures pass, which concern one request, and which
 * end the provider.
 */
final class FailureClassifier {
  /** A longer wait than this is not waited for. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(120);

  /** The JVM remembers a failed name lookup for ten seconds. */
  private static final Duration NAME_LOOKUP_WAIT = Duration.ofMillis(10_500);

  private static final Set<String> EXHAUSTED =
      Set.of(
          "insufficient_quota",
          "quota_exceeded",
          "billing_hard_limit_reached",
          "billing_not_active",
          "account_deactivated",
          "access_terminated",
          "insufficient_balance",
          "insufficient_credits",
          "credit_balance_too_low");

  private final Secret secret;

  private final UnaryOperator<String> missing;

  /**
   * A classifier.
   *
   * @param secret never to be shown; may be null
   * @param missing says what to do about a model that is not there
   */
  FailureClassifier(Secret secret, UnaryOperator<String> missing) {
    this.secret = secret;
    this.missing = missing;
  }

  /** What a status other than 2xx means. */
  Verdict status(HttpReply reply, String model, Instant now) {
    int status = reply.status();
    String code = code(reply);
    String said = "%s %s".formatted(status, reason(status)).strip() + excerpt(reply);
    if (status >= 300 && status < 400) {
      return Verdict.never(
          Kind.FATAL,
          "it redirects (%s) to %s, which is not followed. Maybe set baseUrl to that"
              .formatted(status, reply.header("location").map(this::host).orElse("nowhere")));
    }
    if (EXHAUSTED.contains(code) || status == 402) {
      return Verdict.never(Kind.FATAL, said + ". The account has nothing left to spend");
    }
    if (code.equals("model_not_found")) {
      return Verdict.never(Kind.FATAL, said + ". " + missing.apply(model));
    }
    return switch (status) {
      case 401, 403 -> Verdict.never(Kind.FATAL, said + ". Maybe the key is wrong or missing");
      case 404 -> Verdict.never(Kind.FATAL, said + ". " + missing.apply(model));
      case 407 ->
          Verdict.never(
              Kind.FATAL, said + ". Maybe add username and password to the proxy in settings.xml");
      case 429 -> throttled(reply, now, said);
      case 408, 409, 425 -> overridden(reply, now, Verdict.capped(Kind.TRANSPORT, said));
      default ->
          status >= 500 || asksToRetry(reply)
              ? overridden(reply, now, Verdict.capped(Kind.TRANSPORT, said))
              : Verdict.never(Kind.REJECTED, said);
    };
  }

  /** Asks as long as the server says: in a header, in the body, or by when its limits are full. */
  private Verdict throttled(HttpReply reply, Instant now, String said) {
    Verdict verdict = overridden(reply, now, Verdict.capped(Kind.THROTTLED, said));
    if (verdict.asked() != null || verdict.retry() == Verdict.Retry.NEVER) {
      return verdict;
    }
    Optional<Duration> body = RetryAfter.from(error(reply));
    if (body.isPresent()) {
      return asking(body.get(), verdict);
    }
    return LimitReset.throttled(reply, now)
        .filter(reset -> reset.compareTo(LONGEST_WAIT) <= 0) // a part of a limit comes sooner
        .map(verdict::asking)
        .orElse(verdict);
  }

  /** {@code x-should-retry} and {@code retry-after} have a say in what may be retried. */
  private static Verdict overridden(HttpReply reply, Instant now, Verdict verdict) {
    if (reply.header("x-should-retry").map("false"::equalsIgnoreCase).orElse(false)) {
      return Verdict.never(verdict.kind(), verdict.message() + ". The server asks not to retry");
    }
    Optional<Duration> asked = RetryAfter.from(reply::header, now);
    return asked.isEmpty() ? verdict : asking(asked.get(), verdict);
  }

  private static Verdict asking(Duration asked, Verdict verdict) {
    if (asked.compareTo(LONGEST_WAIT) > 0) {
      return Verdict.never(
          Kind.THROTTLED,
          verdict.message()
              + ". The server asks to wait %s s, more than the %s s that are waited for. Maybe resume later"
                  .formatted(asked.toSeconds(), LONGEST_WAIT.toSeconds()));
    }
    return verdict.asking(asked);
  }

  private static boolean asksToRetry(HttpReply reply) {
    return reply.header("x-should-retry").map("true"::equalsIgnoreCase).orElse(false);
  }

  /** What an exception of the transport means. */
  Verdict exception(Throwable thrown, URI uri) {
    Throwable failure =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (failure instanceof ModelCallException known) {
      return Verdict.never(known.kind(), known.getMessage());
    }
    if (failure instanceof TimeoutException) {
      return Verdict.never(Kind.DEADLINE, "no whole reply came in time");
    }
    if (caused(failure, LimitedBody.TooLargeException.class)) {
      LimitedBody.TooLargeException tooLarge = cause(failure, LimitedBody.TooLargeException.class);
      return Verdict.never(
          Kind.TOO_LARGE, lower(tooLarge.getMessage()) + " Maybe raise maxReplyBytes");
    }
    if (failure instanceof Error) {
      return Verdict.never(Kind.FATAL, "the engine broke: " + failure);
    }
    if (caused(failure, UnresolvedAddressException.class)
        || caused(failure, UnknownHostException.class)) {
      return new Verdict(
          Kind.TRANSPORT,
          Verdict.Retry.CAPPED,
          null,
          NAME_LOOKUP_WAIT,
          "the name of host \"%s\" cannot be resolved".formatted(uri.getHost()));
    }
    boolean broken = caused(failure, EOFException.class) || caused(failure, SocketException.class);
    if (caused(failure, SSLException.class) && !broken) {
      SSLException tls = cause(failure, SSLException.class);
      return Verdict.never(
          Kind.FATAL,
          "no trusted TLS connection to host \"%s\": %s"
              .formatted(uri.getHost(), Excerpt.of(String.valueOf(tls.getMessage()), secret)));
    }
    if (caused(failure, ConnectException.class)) {
      return Verdict.capped(
          Kind.TRANSPORT,
          "no connection to %s:%s. Maybe the server is not running"
              .formatted(uri.getHost(), port(uri)));
    }
    return Verdict.capped(
        Kind.TRANSPORT,
        "the connection broke: "
            + Excerpt.of(
                failure.getMessage() == null
                    ? failure.getClass().getSimpleName()
                    : failure.getMessage(),
                secret));
  }

  /** What a reply means that is no completion though its status is good. */
  static Verdict malformed(MalformedReplyException malformed) {
    return switch (malformed.fault()) {
      case CUT -> Verdict.capped(Kind.MALFORMED, malformed.getMessage());
      case FORM ->
          new Verdict(
              Kind.MALFORMED, Verdict.Retry.ONCE, null, Duration.ZERO, malformed.getMessage());
      case LIMIT -> Verdict.never(Kind.TOO_LARGE, malformed.getMessage());
    };
  }

  /** The error code of a reply in lower case; empty if it has none. */
  String code(HttpReply reply) {
    JsonNode error = error(reply);
    String code = error.path("code").asText("");
    return (code.isEmpty() || code.chars().allMatch(Character::isDigit)
            ? error.path("type").asText("")
            : code)
        .toLowerCase(Locale.ROOT);
  }

  /** The field {@code error} of a reply; a missing node if it has none. */
  private JsonNode error(HttpReply reply) {
    try {
      String text = ReplyText.decode(reply.body()).strip();
      if (text.startsWith("[") && text.endsWith("]")) { // as Google's OpenAI-like endpoint has it
        text = text.substring(1, text.length() - 1).strip();
      }
      return ReplyText.object(text, reply, secret).path("error");
    } catch (MalformedReplyException notJson) {
      return MissingNode.getInstance();
    }
  }

  private String excerpt(HttpReply reply) {
    String text = Excerpt.of(ReplyText.lenient(reply.body()), secret);
    return text.isEmpty() ? "" : ": \"" + text + "\"";
  }

  private String host(String location) {
    try {
      String host = URI.create(location.strip()).getHost();
      return "host \"" + Excerpt.of(host == null ? location : host, secret) + "\"";
    } catch (IllegalArgumentException notUri) {
      return "\"" + Excerpt.of(location, secret) + "\"";
    }
  }

  static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
  }

  private static String lower(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private static boolean caused(Throwable failure, Class<? extends Throwable> type) {
    return cause(failure, type) != null;
  }

  private static <T extends Throwable> T cause(Throwable failure, Class<T> type) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 20; depth++, at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }

  private static String reason(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 402 -> "Payment Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 407 -> "Proxy Authentication Required";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 529 -> "Overloaded";
      default -> "";
    };
  }
}
