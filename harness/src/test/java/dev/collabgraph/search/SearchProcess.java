package dev.collabgraph.search;

import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.report.Reports;
import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search as the goal runs it, in a JVM of its own. Arguments: suite file, output directory, cache
 * directory or {@code off}, strategy.
 */
public final class SearchProcess {
  private SearchProcess() {}

  public static void main(String[] args) {
    run(
        Path.of(args[0]),
        Path.of(args[1]),
        args[2].equals("off") ? null : Path.of(args[2]),
        args[3],
        SearchRuntime.Resume.CONTINUE);
  }

  /** One search with its reports; the journal goes when they are written. */
  static SearchResult run(
      Path suite, Path output, Path cache, String strategy, SearchRuntime.Resume resume) {
    SearchRuntime runtime =
        SearchRuntime.of(output, suite.getParent())
            .withThreads(2)
            .withProviders(context(suite.getParent(), cache))
            .withResume(resume);
    SearchResult result =
        Search.run(SuiteLoader.load(suite, Map.of("search.strategy", strategy)), runtime);
    Reports.write(result, output);
    Search.forget(output);
    return result;
  }

  /** Starts {@link #main} in another JVM. */
  static Process start(Path suite, Path output, String cache, String strategy, Path log)
      throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                classPath,
                SearchProcess.class.getName(),
                suite.toString(),
                output.toString(),
                cache,
                strategy))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static ModelProvider.Context context(Path base, Path cache) {
    return new ModelProvider.Context() {
      @Override
      public Path baseDirectory() {
        return base;
      }

      @Override
      public Optional<Secret> secret(String serverId) {
        return Optional.empty();
      }

      @Override
      public CacheSettings cache() {
        return cache == null
            ? CacheSettings.off()
            : CacheSettings.at(cache, CacheSettings.Mode.READ_WRITE);
      }
    };
  }
}
