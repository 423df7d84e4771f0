package dev.collabgraph.report;

/** A file that should be a result cannot be shown. The message is for the person who asked. */
public final class ReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReportException(String message) {
    super(message);
  }

  ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
