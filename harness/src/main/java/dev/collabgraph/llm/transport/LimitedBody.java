package dev.collabgraph.llm.transport;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Collects a body of at most a given number of bytes; one byte more cancels the exchange. Memory is
 * bounded by the limit, whatever the server sends or declares.
 */
final class LimitedBody implements BodySubscriber<byte[]> {

  /** The body was longer than allowed. */
  static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLargeException(int limit) {
      super("The reply is longer than " + limit + " bytes.", null, false, false);
    }
  }

  private final int limit;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private final List<byte[]> chunks = new ArrayList<>();
  private Flow.Subscription subscription;
  private int size;

  LimitedBody(int limit) {
    this.limit = limit;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (result.isDone()) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      if (buffer.remaining() > limit - size) {
        chunks.clear();
        result.completeExceptionally(new TooLargeException(limit));
        subscription.cancel();
        return;
      }
      byte[] chunk = new byte[buffer.remaining()];
      buffer.get(chunk);
      size += chunk.length;
      chunks.add(chunk);
    }
  }

  @Override
  public void onError(Throwable failure) {
    chunks.clear();
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    byte[] body = new byte[size];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, body, at, chunk.length);
      at += chunk.length;
    }
    chunks.clear();
    result.complete(body);
  }
}
