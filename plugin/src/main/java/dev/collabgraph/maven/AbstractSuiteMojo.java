package dev.collabgraph.maven;

import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.search.TestUses;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * What the goals that work on suites share: where suites lie, which are meant, where results go.
 */
abstract class AbstractSuiteMojo extends AbstractCollabgraphMojo {

  /** Folder of the suite files, {@code <suite>.yaml}. */
  @Parameter(
      property = "collabgraph.suiteDirectory",
      defaultValue = "${basedir}/src/collabgraph",
      required = true)
  private File suiteDirectory;

  /** Folder of the results, one folder per suite. */
  @Parameter(
      property = "collabgraph.outputDirectory",
      defaultValue = "${project.build.directory}/collabgraph",
      required = true)
  private File outputDirectory;

  /** Names of the suites to work on, in this order. Default: every suite of the folder. */
  @Parameter private List<String> suites;

  /** The same from the command line, comma-separated; replaces {@link #suites}. */
  @Parameter(property = "collabgraph.suite")
  private String suite;

  /**
   * Values laid over the suite files, by YAML path: {@code
   * <search.budget.units>42</search.budget.units>}. On the command line: {@code
   * -Dcollabgraph.set.search.budget.units=42}.
   */
  @Parameter private Map<String, String> set;

  /** Root of every random stream of a search; replaces the suite's {@code search.seed}. */
  @Parameter(property = "collabgraph.seed")
  private Long seed;

  /**
   * What may be done with the answers kept from earlier calls: {@code read-write}, {@code
   * read-only} or {@code off}. Simulated models are never cached.
   */
  @Parameter(property = "collabgraph.cache", defaultValue = "read-write")
  private String cache;

  /** Folder of the cache. It survives {@code clean} and does not belong into version control. */
  @Parameter(
      property = "collabgraph.cacheDirectory",
      defaultValue = "${basedir}/.collabgraph/cache",
      required = true)
  private File cacheDirectory;

  /** The oldest answers beyond this size are dropped from the cache, at most once a day. */
  @Parameter(property = "collabgraph.cacheMaxMegabytes", defaultValue = "2048")
  private long cacheMaxMegabytes;

  /** Answers older than this many days are dropped from the cache, at most once a day. */
  @Parameter(property = "collabgraph.cacheMaxDays", defaultValue = "90")
  private long cacheMaxDays;

  private final SettingsDecrypter settingsDecrypter;
  private Path module;

  AbstractSuiteMojo(SettingsDecrypter settingsDecrypter) {
    this.settingsDecrypter = settingsDecrypter;
  }

  /** What the POM and the command line say. */
  final EngineSettings settings() {
    return EngineSettings.of(
        suiteDirectory(), suites, suite, set, seed, session().getUserProperties());
  }

  /**
   * What this execution left to know that nothing has changed. Asked for before anything else, as
   * the parameters are its key.
   */
  final Receipt receipt() {
    String execution = String.valueOf(executionId()).replaceAll("[^A-Za-z0-9._-]", "_");
    return new Receipt(
        outputDirectory
            .toPath()
            .resolve(".".concat(goal()).concat("-").concat(execution).concat(".receipt")),
        GoalKey.of(this, session(), boundToLifecycle() ? "bound to a phase" : "by hand"));
  }

  /** Looks at the suite folder before it is read. */
  final void lookAtSuites(Sightings inputs) {
    inputs.lookAtNames(suiteDirectory());
    settings().present().forEach(inputs::look);
  }

  /** From now on folders below this project's mean those at the same places of another. */
  final void workOn(Path moduleDirectory) {
    module = moduleDirectory;
  }

  private Path placed(File folder) {
    Path path = folder.toPath();
    Path base = project().getBasedir() == null ? null : project().getBasedir().toPath();
    return module == null || base == null || !path.startsWith(base)
        ? path
        : module.resolve(base.relativize(path));
  }

  /** Folder of the suite files. */
  final Path suiteDirectory() {
    return placed(suiteDirectory);
  }

  /** Folder of one suite's results; it need not be there yet. */
  final Path outputDirectory(String of) {
    return placed(outputDirectory).resolve(of);
  }

  /** Where a suite's committed graph lies, if there is one. */
  final Path committedGraph(String of) {
    return suiteDirectory().resolve(of + ".graph.json");
  }

  /** Where the last search left a suite's best graph, if it did. */
  final Path foundGraph(String of) {
    return outputDirectory(of).resolve("best.graph.json");
  }

  /**
   * The committed graph of a suite, or else what the last search found; empty if neither is there.
   */
  final Optional<Path> findGraph(String of) {
    return Stream.of(committedGraph(of), foundGraph(of)).filter(Files::isRegularFile).findFirst();
  }

  /** Where uses of test splits are counted; survives {@code clean}, as the cache does. */
  final TestUses testUses() {
    Path base = project().getBasedir() == null ? suiteDirectory() : project().getBasedir().toPath();
    return new TestUses(placed(base.resolve(".collabgraph").resolve("test-uses").toFile()));
  }

  /**
   * What providers may ask their surroundings for.
   *
   * @param baseDirectory against which they resolve relative paths
   */
  final ModelProvider.Context providerContext(Path baseDirectory) {
    return new Surroundings(
        baseDirectory.toAbsolutePath(), session().getSettings(), settingsDecrypter, cache());
  }

  private CacheSettings cache() {
    try {
      CacheSettings.Mode mode = CacheSettings.mode(cache);
      return mode == CacheSettings.Mode.OFF
          ? CacheSettings.off()
          : new CacheSettings(
              cacheDirectory.toPath(),
              mode,
              Math.multiplyExact(cacheMaxMegabytes, 1L << 20),
              Duration.ofDays(cacheMaxDays));
    } catch (ArithmeticException e) {
      throw new SuiteException(
          "cacheMaxMegabytes is %d and cacheMaxDays %d, expected less."
              .formatted(cacheMaxMegabytes, cacheMaxDays),
          e);
    } catch (IllegalArgumentException e) {
      throw new SuiteException(e.getMessage() + " (-Dcollabgraph.cache)", e);
    }
  }

  /**
   * A goal that a POM bound to a phase runs on every build, so it must not spend without a limit: a
   * provider off this machine needs {@code spend}.
   *
   * @throws SuiteException if this execution is bound and the suite names no limit
   */
  final void refuseUnlimitedSpending(SuiteDefinition of) {
    if (!boundToLifecycle() || of.spend().capped()) {
      return;
    }
    for (ProviderSpec provider : of.providers().values()) {
      if (remote(provider, of)) {
        throw new SuiteException(
            ("Suite \"%s\" asks provider \"%s\" off this machine, and collabgraph:%s is bound"
                    + " to a phase, so every build would spend without a limit. (%s)"
                    + " Add: spend: {calls: 2000, usd: 1.00}, or unbind the goal and run it by hand.")
                .formatted(of.name(), provider.id(), goal(), of.file()));
      }
    }
  }

  private static boolean remote(ProviderSpec provider, SuiteDefinition of) {
    try {
      return ModelProviders.find(provider.type()).remote(provider);
    } catch (IllegalArgumentException e) {
      throw new SuiteException(e.getMessage() + " (" + of.file() + ")", e);
    }
  }

  /** A path as a person at the root of this build would type it. */
  final Path shown(Path file) {
    Path root = Path.of(session().getExecutionRootDirectory()).toAbsolutePath();
    Path absolute = file.toAbsolutePath();
    return absolute.startsWith(root) ? root.relativize(absolute) : absolute;
  }
}
