package dev.collabgraph.search.engine;

import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.report.Reports;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Searches as the goal runs them, at the same time in a JVM of their own. Arguments: suite file,
 * then for each search output directory, cache directory or {@code off}, strategy. One that is
 * finished is left out.
 */
public final class SearchProcess {
  private SearchProcess() {}

  public static void main(String[] args) {
    Path suite = Path.of(args[0]);
    List<CompletableFuture<?>> searches = new ArrayList<>();
    for (int i = 1; i < args.length; i += 3) {
      Path output = Path.of(args[i]);
      Path cache = args[i + 1].equals("off") ? null : Path.of(args[i + 1]);
      String strategy = args[i + 2];
      if (finished(output)) {
        continue;
      }
      CompletableFuture<SearchResult> search = new CompletableFuture<>();
      new Thread(
              () -> {
                try {
                  search.complete(
                      run(suite, output, cache, strategy, SearchRuntime.Resume.CONTINUE));
                } catch (Throwable failure) {
                  search.completeExceptionally(failure);
                }
              })
          .start();
      searches.add(search);
    }
    searches.forEach(CompletableFuture::join);
  }

  private static boolean finished(Path output) {
    return Files.exists(output.resolve("result.json"))
        && !Files.exists(output.resolve(OutputFolder.JOURNAL));
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

  /** Starts {@link #main} in another JVM; three arguments for each search. */
  static Process start(Path suite, List<String> searches, Path log) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                classPath,
                SearchProcess.class.getName(),
                suite.toString()));
    command.addAll(searches);
    return new ProcessBuilder(command)
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
