package dev.collabgraph.search;

import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.Secret;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The surroundings of a search: everything it needs that cannot change its outcome. What can is in
 * the {@link dev.collabgraph.suite.SuiteDefinition}.
 *
 * @param outputDirectory where {@code trials.jsonl} is written, created if absent
 * @param threads workers that run graphs, 1 or more; default the number of processors
 * @param providers lends providers the folder of the suite file and secrets
 * @param listener hears of progress on the calling thread; default silent
 * @param cancelled asked between steps; once true the search ends cleanly with what it has, marked
 *     as ended by a signal; default never
 * @param nanoClock monotonic, as {@link System#nanoTime()}, the default
 * @param resume whether answers are noted so that a search that was killed can go on; default no
 */
public record SearchRuntime(
    Path outputDirectory,
    int threads,
    ModelProvider.Context providers,
    SearchListener listener,
    BooleanSupplier cancelled,
    LongSupplier nanoClock,
    Resume resume) {

  /** What becomes of an unfinished search in the output directory. */
  public enum Resume {
    /** It is ignored, and this one cannot go on if it is killed. */
    OFF,
    /** This one goes on where it was; refused if it started from something else. */
    CONTINUE,
    /** It is forgotten; this one can go on if it is killed. */
    ANEW
  }

  public SearchRuntime {
    Objects.requireNonNull(outputDirectory, "outputDirectory");
    Objects.requireNonNull(providers, "providers");
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(cancelled, "cancelled");
    Objects.requireNonNull(nanoClock, "nanoClock");
    Objects.requireNonNull(resume, "resume");
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", expected 1 or more.");
    }
  }

  /** Surroundings of a search that cannot go on if it is killed. */
  public SearchRuntime(
      Path outputDirectory,
      int threads,
      ModelProvider.Context providers,
      SearchListener listener,
      BooleanSupplier cancelled,
      LongSupplier nanoClock) {
    this(outputDirectory, threads, providers, listener, cancelled, nanoClock, Resume.OFF);
  }

  /**
   * Surroundings with all defaults and no secret.
   *
   * @param baseDirectory folder of the suite file
   */
  public static SearchRuntime of(Path outputDirectory, Path baseDirectory) {
    return new SearchRuntime(
        outputDirectory,
        Runtime.getRuntime().availableProcessors(),
        withoutSecrets(baseDirectory),
        SearchListener.SILENT,
        () -> false,
        System::nanoTime);
  }

  /** These surroundings with another number of threads. */
  public SearchRuntime withThreads(int count) {
    return new SearchRuntime(
        outputDirectory, count, providers, listener, cancelled, nanoClock, resume);
  }

  /** These surroundings with another context of the providers. */
  public SearchRuntime withProviders(ModelProvider.Context context) {
    return new SearchRuntime(
        outputDirectory, threads, context, listener, cancelled, nanoClock, resume);
  }

  /** These surroundings with another listener. */
  public SearchRuntime withListener(SearchListener other) {
    return new SearchRuntime(
        outputDirectory, threads, providers, other, cancelled, nanoClock, resume);
  }

  /** These surroundings with another sign of cancellation. */
  public SearchRuntime withCancelled(BooleanSupplier sign) {
    return new SearchRuntime(
        outputDirectory, threads, providers, listener, sign, nanoClock, resume);
  }

  /** These surroundings with another clock. */
  public SearchRuntime withNanoClock(LongSupplier clock) {
    return new SearchRuntime(
        outputDirectory, threads, providers, listener, cancelled, clock, resume);
  }

  /** These surroundings with another way to treat an unfinished search. */
  public SearchRuntime withResume(Resume how) {
    return new SearchRuntime(
        outputDirectory, threads, providers, listener, cancelled, nanoClock, how);
  }

  private static ModelProvider.Context withoutSecrets(Path baseDirectory) {
    return new ModelProvider.Context() {
      @Override
      public Path baseDirectory() {
        return baseDirectory;
      }

      @Override
      public Optional<Secret> secret(String serverId) {
        return Optional.empty();
      }
    };
  }
}
