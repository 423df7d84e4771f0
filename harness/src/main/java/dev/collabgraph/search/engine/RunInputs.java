package dev.collabgraph.search.engine;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.TaskSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Digests of what a search starts from, one per input, so that it can be said which one changed.
 * Left out is what cannot change an answer or a decision: threads, time limits, the concurrency and
 * the retries of a provider, secrets.
 */
final class RunInputs {
  private static final int SHOWN_DIGITS = 8;

  private final Map<String, String> digests = new LinkedHashMap<>();
  private final Path base;

  private RunInputs(Path base) {
    this.base = base;
  }

  /**
   * The digests by name; names are YAML paths where there is one.
   *
   * @param models the pool with what providers know of it
   */
  static Map<String, String> of(SuiteDefinition suite, TaskSuite tasks, List<ModelSpec> models) {
    RunInputs inputs = new RunInputs(suite.file().toAbsolutePath().getParent());
    inputs.add("engine", Engine.IDENTITY);
    inputs.add(
        "tasks", tasks.digest() + suite.tasks().inputTokens() + suite.tasks().outputTokens());
    inputs.add("splits", suite.splits());
    inputs.add("scorer", suite.scorer().type() + inputs.withFiles(suite.scorer().options()));
    for (Role role : suite.roles()) {
      inputs.add("roles." + role.name(), role);
    }
    for (ProviderSpec provider : suite.providers().values()) {
      inputs.add("providers." + provider.id(), inputs.answering(provider));
    }
    for (ModelSpec model : models) {
      inputs.add("models." + model.id(), model);
    }
    inputs.add("models (their order)", models.stream().map(ModelSpec::id).toList());
    inputs.search(suite.search());
    inputs.add("spend.calls", suite.spend().calls());
    inputs.add("spend.usd", suite.spend().usd());
    return inputs.digests;
  }

  private void search(SuiteDefinition.SearchSpec spec) {
    add("search.strategy", spec.strategy());
    add("search.budget", spec.metric() + " " + spec.units());
    add("search.objective", sorted(spec.objective()) + " " + spec.pareto());
    add("search.constraints", spec.constraints());
    add("search.topology", spec.topology());
    add("search.slots", spec.slots());
    add("search.slotOrder", spec.slotOrder());
    add("search.agent", spec.agent());
    add("search.iterations", spec.iterations());
    add("search.graphsPerIteration", spec.graphsPerIteration());
    add("search.tasksPerGraph", spec.tasksPerGraph());
    add("search.finalists", spec.finalists());
    add("search.seed", spec.seed());
    add("search.options", sorted(spec.strategyOptions()));
  }

  /** What of a provider decides its answers. */
  private String answering(ProviderSpec provider) {
    return ModelProviders.find(provider.type())
        .cacheIdentity(provider)
        .map(identity -> sorted(identity).toString())
        .orElseGet(() -> provider.type() + withFiles(provider.options()));
  }

  /** Options as text, with the digest of the content behind each that names a file. */
  private String withFiles(Object value) {
    Object ordered = sorted(value);
    StringBuilder text = new StringBuilder(String.valueOf(ordered));
    files(ordered, text);
    return text.toString();
  }

  /** A value whose maps are in the order of their keys, so that equal ones read the same. */
  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> ordered = new TreeMap<>();
      map.forEach((key, inner) -> ordered.put(String.valueOf(key), sorted(inner)));
      return ordered;
    }
    return value instanceof Collection<?> list
        ? list.stream().map(RunInputs::sorted).toList()
        : value;
  }

  private void files(Object value, StringBuilder text) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(inner -> files(inner, text));
    } else if (value instanceof Collection<?> list) {
      list.forEach(inner -> files(inner, text));
    } else if (value instanceof String name && base != null) {
      try {
        Path file = base.resolve(name);
        if (Files.isRegularFile(file)) {
          text.append('\n').append(content(file));
        }
      } catch (InvalidPathException e) {
        return; // not a path, so it names no file
      }
    }
  }

  /** The code that runs: it cannot change while it does, so its file is read once a process. */
  private static final class Engine {
    static final String IDENTITY = identity();

    private static String identity() {
      String version = Search.class.getPackage().getImplementationVersion();
      CodeSource source = Search.class.getProtectionDomain().getCodeSource();
      try {
        Path code = source == null ? null : Path.of(source.getLocation().toURI());
        return version + (code != null && Files.isRegularFile(code) ? content(code) : "");
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String content(Path file) {
    try {
      return hex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
    }
  }

  private void add(String name, Object value) {
    digests.put(name, hex(String.valueOf(value).getBytes(StandardCharsets.UTF_8)));
  }

  private static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }

  /** What differs, for people: {@code models.llama-1b (was 1a2b3c4d, is 5e6f7a8b)}. */
  static List<String> changes(Map<String, String> before, Map<String, String> now) {
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(before.keySet());
    List<String> changed = new ArrayList<>();
    for (String name : names) {
      String was = before.get(name);
      String is = now.get(name);
      if (was == null) {
        changed.add(name + " (is new)");
      } else if (is == null) {
        changed.add(name + " (is gone)");
      } else if (!was.equals(is)) {
        changed.add(
            "%s (was %s, is %s)"
                .formatted(
                    name,
                    was.substring(0, Math.min(SHOWN_DIGITS, was.length())),
                    is.substring(0, SHOWN_DIGITS)));
      }
    }
    return changed;
  }
}
