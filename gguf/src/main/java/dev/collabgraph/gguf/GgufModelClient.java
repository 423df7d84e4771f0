package dev.collabgraph.gguf;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import dev.collabgraph.llm.ModelClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Hands calls to forks in the order in which they come. Each fork has a thread here that waits for
 * it; a fork holds every model it was asked for.
 */
final class GgufModelClient implements ModelClient {

  /** A model's file, the context it is loaded with, and the tokens put before every prompt. */
  record Loaded(Path file, int context, int startTokens) {}

  private record Job(Wire.Call call, CompletableFuture<Completion> answer) {}

  private final GgufOptions options;
  private final Map<String, Loaded> models;
  private final Scratch scratch;
  private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final List<ForkWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ScheduledThreadPoolExecutor watch;
  private volatile boolean closed;

  GgufModelClient(String id, GgufOptions options, Map<String, Loaded> models, Scratch scratch) {
    this.options = options;
    this.models = new LinkedHashMap<>(models);
    this.scratch = scratch;
    this.watch =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "collabgraph-gguf-watch-" + id));
    watch.setRemoveOnCancelPolicy(true);
    for (int i = 0; i < options.concurrency(); i++) {
      ForkWorker worker = new ForkWorker(scratch, options.timeout(), watch);
      workers.add(worker);
      threads.add(daemon(() -> serve(worker), "collabgraph-gguf-" + id + "-" + i));
    }
    threads.forEach(Thread::start);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    Loaded model = models.get(request.model().id());
    if (model == null) {
      return CompletableFuture.failedFuture(
          new ModelCallException(
              Kind.FATAL, "Model \"" + request.model().id() + "\" was not opened."));
    }
    ModelSpec.Sampling sampling = request.model().sampling();
    Job job =
        new Job(
            new Wire.Call(
                model.file().toString(),
                model.context(),
                model.startTokens(),
                options.chat(),
                sampling.temperature(),
                sampling.topP() == null ? 1.0 : sampling.topP(),
                sampling.maxTokens(),
                request.seed(),
                request.prompt(),
                sampling.stop()),
            new CompletableFuture<>());
    queue.add(job);
    if (closed) {
      cancelQueued();
    }
    return job.answer();
  }

  private void serve(ForkWorker worker) {
    while (!closed) {
      Job job;
      try {
        job = queue.take();
      } catch (InterruptedException e) {
        return; // closing
      }
      if (job.answer().isDone()) {
        continue; // given up while it waited
      }
      try {
        job.answer().complete(completion(worker.call(job.call())));
      } catch (ModelCallException e) {
        job.answer().completeExceptionally(e);
      } catch (RuntimeException e) {
        job.answer()
            .completeExceptionally(
                new ModelCallException(
                    Kind.MALFORMED, "The fork's reply cannot be read: " + e.getMessage(), e));
      } catch (Error e) { // whoever waits must hear of it, and others may still be served
        job.answer().completeExceptionally(e);
      }
    }
  }

  private static Completion completion(Wire.Reply reply) {
    return switch (reply.outcome()) {
      case REJECTED -> throw new ModelCallException(Kind.REJECTED, reply.text());
      case FATAL -> throw new ModelCallException(Kind.FATAL, reply.text());
      case STOP, LENGTH ->
          new Completion(
              reply.text(),
              null,
              reply.inputTokens(),
              reply.outputTokens(),
              reply.nanos() / 1e9,
              reply.outcome() == Wire.Outcome.STOP
                  ? Completion.Finish.STOP
                  : Completion.Finish.LENGTH);
    };
  }

  /** Processes of the present forks, for tests. */
  List<Long> pids() {
    return workers.stream()
        .map(ForkWorker::pid)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .toList();
  }

  private void cancelQueued() {
    for (Job job = queue.poll(); job != null; job = queue.poll()) {
      job.answer().completeExceptionally(ForkWorker.cancelled());
    }
  }

  @Override
  public void close() {
    closed = true;
    workers.forEach(ForkWorker::close);
    threads.forEach(Thread::interrupt);
    watch.shutdownNow();
    cancelQueued();
    scratch.close();
  }
}
