package dev.collabgraph.serve;

import java.util.Locale;

/** A request that gets an error instead of an answer; carries what the error's body says. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;
  final String type;
  final String parameter;
  final String code;

  private ApiException(int status, String type, String parameter, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.parameter = parameter;
    this.code = code;
  }

  /** The request is wrong. {@code parameter} and {@code code} may be null. */
  static ApiException wrong(String parameter, String code, String message) {
    return new ApiException(400, "invalid_request_error", parameter, code, message);
  }

  /** The request is refused for another reason than its content. */
  static ApiException refused(int status, String code, String message) {
    return new ApiException(status, "invalid_request_error", null, code, message);
  }

  /** Too much at once. */
  static ApiException busy(String message) {
    return new ApiException(429, "rate_limit_error", null, "too_many_requests", message);
  }

  /** What may be spent is spent; asking again is of no use. */
  static ApiException spent(String message) {
    return new ApiException(429, "insufficient_quota", null, "insufficient_quota", message);
  }

  /** There is no answer, and none is made up. */
  static ApiException unavailable(Enum<?> reason, String message) {
    String code = reason == null ? "no_answer" : reason.name().toLowerCase(Locale.ROOT);
    return new ApiException(503, "service_unavailable", null, code, message);
  }

  /** A defect of ours. */
  static ApiException broken() {
    return new ApiException(
        500, "server_error", null, null, "The front broke; the log of the build says how.");
  }
}
