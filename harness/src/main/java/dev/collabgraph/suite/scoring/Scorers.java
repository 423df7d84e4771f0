package dev.collabgraph.suite.scoring;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The scorers on the class path, by type. */
public final class Scorers {
  private Scorers() {}

  private static TreeMap<String, ScorerFactory> all() {
    TreeMap<String, ScorerFactory> factories = new TreeMap<>();
    for (ScorerFactory factory :
        ServiceLoader.load(ScorerFactory.class, ScorerFactory.class.getClassLoader())) {
      ScorerFactory other = factories.putIfAbsent(factory.type(), factory);
      if (other != null) {
        throw new SuiteException(
            "Two scorers have the type \"%s\": %s and %s. Maybe remove one of their libraries."
                .formatted(
                    factory.type(), other.getClass().getName(), factory.getClass().getName()));
      }
    }
    return factories;
  }

  /** The known types, sorted. */
  public static List<String> types() {
    return List.copyOf(all().keySet());
  }

  /**
   * The factory of a type.
   *
   * @throws SuiteException for an unknown type, naming the known ones
   */
  public static ScorerFactory factory(String type) {
    TreeMap<String, ScorerFactory> all = all();
    ScorerFactory factory = all.get(type);
    if (factory == null) {
      throw new SuiteException(
          "scorer.type is \"%s\", expected one of %s."
              .formatted(type, String.join(", ", all.keySet())));
    }
    return factory;
  }

  /**
   * Makes a declared scorer.
   *
   * @param baseDir against which relative paths in options are resolved
   * @throws SuiteException for an unknown type or a wrong option
   */
  public static Scorer create(SuiteDefinition.Scoring scoring, Path baseDir) {
    try {
      return factory(scoring.type()).create(scoring.options(), baseDir);
    } catch (IllegalArgumentException e) {
      throw new SuiteException(e.getMessage(), e);
    }
  }

  /**
   * {@link Scorer#prepare}.
   *
   * @throws SuiteException if answers cannot be judged here
   */
  public static void prepare(Scorer scorer) {
    try {
      scorer.prepare();
    } catch (IllegalArgumentException e) {
      throw new SuiteException(e.getMessage(), e);
    }
  }
}
