package dev.collabgraph.maven;

import dev.collabgraph.suite.Nearest;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Turns what a POM and a command line say into what the engine takes: which suites, with which
 * values laid over their files. No other class knows both worlds.
 *
 * <p>Of two values for one thing the nearer wins: command line, then the goal's own parameters,
 * then the POM's {@code <set>}, then the suite file.
 *
 * @param suiteDirectory folder of the suite files
 * @param names suites to take in this order; empty = every suite of the folder, by name
 * @param overrides values by YAML path, sorted
 */
record EngineSettings(
    Path suiteDirectory, List<String> names, SortedMap<String, String> overrides) {
  private static final String SET = "collabgraph.set.";
  private static final List<String> EXTENSIONS = List.of(".yaml", ".yml");

  /**
   * What was configured.
   *
   * @param pomSuites {@code <suites>}; may be null
   * @param selected {@code collabgraph.suite}, comma-separated, which replaces them; may be null
   * @param pomSet {@code <set>}; may be null
   * @param seed {@code collabgraph.seed}; may be null
   * @param userProperties of the command line; those below {@code collabgraph.set.} count
   */
  static EngineSettings of(
      Path suiteDirectory,
      List<String> pomSuites,
      String selected,
      Map<String, String> pomSet,
      Long seed,
      Properties userProperties) {
    SortedMap<String, String> overrides = new TreeMap<>();
    if (pomSet != null) {
      pomSet.forEach((path, value) -> overrides.put(path, value == null ? "" : value));
    }
    if (seed != null) {
      overrides.put("search.seed", Long.toString(seed));
    }
    for (String property : userProperties.stringPropertyNames()) {
      if (property.startsWith(SET)) {
        overrides.put(property.substring(SET.length()), userProperties.getProperty(property));
      }
    }
    return new EngineSettings(suiteDirectory, names(pomSuites, selected), overrides);
  }

  private static List<String> names(List<String> pomSuites, String selected) {
    Stream<String> names =
        selected != null && !selected.isBlank()
            ? Stream.of(selected.split(","))
            : pomSuites == null ? Stream.empty() : pomSuites.stream();
    return List.copyOf(
        new LinkedHashSet<>(
            names.filter(name -> name != null && !name.isBlank()).map(String::strip).toList()));
  }

  /**
   * The suites, all of them read before any is used.
   *
   * @throws SuiteException if the folder holds none, one is missing or one is wrong
   */
  List<SuiteDefinition> load() {
    return files().stream().map(this::load).toList();
  }

  /** The suite at each budget of its sweep, ascending; only itself without one. */
  List<SuiteDefinition> swept(SuiteDefinition suite) {
    List<Double> sweep = SuiteLoader.sweep(suite.file(), overrides);
    if (sweep.isEmpty()) {
      return List.of(suite);
    }
    TreeSet<Double> budgets = new TreeSet<>(sweep);
    budgets.add(suite.search().units());
    List<SuiteDefinition> all = new ArrayList<>();
    for (double units : budgets) {
      SortedMap<String, String> with = new TreeMap<>(overrides);
      with.put("search.budget.units", Double.toString(units));
      all.add(SuiteLoader.load(suite.file(), with));
    }
    return all;
  }

  /**
   * The one suite meant.
   *
   * @throws SuiteException if there is none or a choice of several
   */
  SuiteDefinition only() {
    List<Path> files = files();
    if (files.size() > 1) {
      List<String> stems = files.stream().map(EngineSettings::stem).toList();
      throw new SuiteException(
          "There are %s suites (%s), expected one. Choose: -Dcollabgraph.suite=%s"
              .formatted(stems.size(), String.join(", ", stems), stems.get(0)));
    }
    return load(files.get(0));
  }

  /** The suite of a name, if the folder has it. */
  Optional<SuiteDefinition> find(String name) {
    return present().stream().filter(file -> stem(file).equals(name)).findFirst().map(this::load);
  }

  private SuiteDefinition load(Path file) {
    SuiteDefinition suite = SuiteLoader.load(file, overrides);
    String expected = stem(file);
    if (!suite.name().equals(expected)) {
      throw new SuiteException(
          "suite is \"%s\", expected \"%s\", the name of its file. (%s) Maybe rename the file to %s.yaml"
              .formatted(suite.name(), expected, file, suite.name()));
    }
    return suite;
  }

  private List<Path> files() {
    List<Path> present = present();
    if (names.isEmpty()) {
      if (present.isEmpty()) {
        throw new SuiteException(
            "No suite found: %s holds no *.yaml file. Maybe write one with mvn collabgraph:init, or point -Dcollabgraph.suiteDirectory to its folder."
                .formatted(suiteDirectory));
      }
      return present;
    }
    List<Path> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          present.stream()
              .filter(file -> stem(file).equals(name))
              .findFirst()
              .orElseThrow(() -> missing(name, present)));
    }
    return chosen;
  }

  private SuiteException missing(String name, List<Path> present) {
    String known =
        present.isEmpty()
            ? "the folder holds no suite"
            : "known: " + String.join(", ", present.stream().map(EngineSettings::stem).toList());
    return new SuiteException(
        "Suite \"%s\" is missing, %s. (%s)%s"
            .formatted(name, known, suiteDirectory.resolve(name + ".yaml"), meant(name, present)));
  }

  private static String meant(String name, List<Path> present) {
    return Nearest.to(name, present.stream().map(EngineSettings::stem).toList())
        .map(near -> " Maybe write: -Dcollabgraph.suite=" + near)
        .orElse("");
  }

  /** The suite files of the folder, sorted. */
  List<Path> present() {
    if (!Files.isDirectory(suiteDirectory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(suiteDirectory)) {
      List<Path> present =
          files
              .filter(Files::isRegularFile)
              .filter(file -> EXTENSIONS.stream().anyMatch(file.getFileName().toString()::endsWith))
              .sorted()
              .toList();
      refuseTwins(present);
      return present;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + suiteDirectory + ": " + e.getMessage(), e);
    }
  }

  /** Both would write to one output folder, and a name would mean either. */
  private static void refuseTwins(List<Path> present) {
    Map<String, Path> byName = new TreeMap<>();
    for (Path file : present) {
      Path twin = byName.putIfAbsent(stem(file), file);
      if (twin != null) {
        throw new SuiteException(
            "Suite \"%s\" has two files, %s and %s, expected one. Remove or rename either."
                .formatted(stem(file), twin, file));
      }
    }
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
