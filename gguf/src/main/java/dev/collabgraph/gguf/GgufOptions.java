package dev.collabgraph.gguf;

import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a provider of type {@code gguf}.
 *
 * @param path {@code path}: a model file that all models of the provider use, or the folder in
 *     which their names are files; relative to the suite file, whose folder is the default
 * @param concurrency {@code concurrency}: forks, each with one call at a time on one thread; 1 to
 *     256, default the number of processors
 * @param context {@code context}: tokens of prompt and completion together, 16 or more; 0 =
 *     default: what the model was trained for, but no more than 4,096
 * @param chat {@code template}: {@code raw} (the default) sends the prompt as it is, {@code chat}
 *     sends it through the model's chat template as one user message
 * @param timeout {@code timeoutSeconds}: longest a call may take in its fork; above 0, default 120
 */
record GgufOptions(Path path, int concurrency, int context, boolean chat, Duration timeout) {
  static final Set<String> KEYS =
      Collections.unmodifiableSet(
          new TreeSet<>(List.of("path", "concurrency", "context", "template", "timeoutSeconds")));
  private static final int CONTEXT_LIMIT = 4096;
  private static final int MAX_FORKS = 256;

  static GgufOptions of(ProviderSpec spec, Path baseDirectory) {
    Options options = Options.of(spec.options(), "providers." + spec.id(), KEYS);
    int processors = Math.min(MAX_FORKS, Runtime.getRuntime().availableProcessors());
    double seconds = options.number("timeoutSeconds", 120.0, 0, true, 86_400);
    return new GgufOptions(
        baseDirectory.resolve(options.text("path", "")),
        options.count("concurrency", processors, 1, MAX_FORKS),
        options.has("context") ? options.count("context", CONTEXT_LIMIT, 16, 1 << 24) : 0,
        options.oneOf("template", "raw", List.of("raw", "chat")).equals("chat"),
        Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  /** Tokens of the context for a model. */
  int contextFor(GgufHeader header) {
    if (context > 0) {
      return context;
    }
    return header.contextLength() == 0
        ? CONTEXT_LIMIT
        : Math.min(CONTEXT_LIMIT, header.contextLength());
  }
}
