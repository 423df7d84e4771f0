package dev.collabgraph.search.strategy;

import dev.collabgraph.graph.Suggestion;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import dev.collabgraph.suite.SuitePlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The strategies by id: the built-in ones and those of plugin dependencies. */
public final class Strategies {
  private Strategies() {}

  /** Ids in alphabetical order. */
  public static List<String> ids() {
    return List.copyOf(factories().keySet());
  }

  /** Makes the strategy that {@code search.strategy} names, as it comes from no file. */
  public static SearchStrategy create(StrategyContext context) {
    return create(context, null);
  }

  /**
   * Makes the strategy that {@code search.strategy} names.
   *
   * @param file of the suite, for the places of errors; null if it has none
   * @throws SearchException for an unknown id or option, naming the nearest known one and its place
   */
  public static SearchStrategy create(StrategyContext context, Path file) {
    StrategyFactory factory = check(context.spec(), file);
    try {
      return factory.create(context);
    } catch (StrategyOptionException e) {
      Object value = context.spec().strategyOptions().get(e.key());
      throw refused(factory, e, value(file, value, "search", "options", e.key()));
    } catch (IllegalArgumentException e) {
      throw refused(factory, e, "");
    }
  }

  private static SearchException refused(
      StrategyFactory factory, IllegalArgumentException e, String place) {
    return new SearchException(
        "search.strategy %s: %s%s".formatted(factory.id(), e.getMessage(), place), null, e);
  }

  /**
   * The factory a suite names, its options known to it.
   *
   * @param file of the suite, for the places of errors; null if it has none
   * @throws SearchException for an unknown id or option, naming the nearest known one and its place
   */
  public static StrategyFactory check(SearchSpec spec, Path file) {
    StrategyFactory factory = factory(spec.strategy(), file);
    checkOptions(factory, spec.strategyOptions(), file);
    if (!spec.agent().equals("rules") && !factory.usesAgent()) {
      throw new SearchException(
          ("search.agent is \"%s\", but strategy %s asks no agent.%s Remove search.agent, or set"
                  + " search.strategy to one of %s.")
              .formatted(
                  spec.agent(),
                  factory.id(),
                  value(file, spec.agent(), "search", "agent"),
                  String.join(
                      ", ",
                      factories().values().stream()
                          .filter(StrategyFactory::usesAgent)
                          .map(StrategyFactory::id)
                          .toList())));
    }
    return factory;
  }

  /** Whether a strategy is known and asks the suite's agent. */
  public static boolean usesAgent(String id) {
    StrategyFactory factory = factories().get(id);
    return factory != null && factory.usesAgent();
  }

  private static StrategyFactory factory(String id, Path file) {
    Map<String, StrategyFactory> factories = factories();
    StrategyFactory factory = factories.get(id);
    if (factory == null) {
      throw new SearchException(
          "search.strategy is \"%s\", expected one of %s.%s%s"
              .formatted(
                  id,
                  String.join(", ", factories.keySet()),
                  value(file, id, "search", "strategy"),
                  Suggestion.didYouMean(id, factories.keySet())));
    }
    return factory;
  }

  private static void checkOptions(
      StrategyFactory factory, Map<String, Object> options, Path file) {
    Set<String> known = new TreeSet<>(factory.optionKeys());
    List<String> unknown = new ArrayList<>(new TreeSet<>(options.keySet()));
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      String key = unknown.get(0);
      String place =
          file == null
              ? ""
              : " (" + SuitePlaces.ofKey(file, options.get(key), "search", "options", key) + ")";
      throw new SearchException(
          "search.options has \"%s\", which strategy %s does not know; it knows %s.%s%s"
              .formatted(
                  key,
                  factory.id(),
                  known.isEmpty() ? "none" : String.join(", ", known),
                  place,
                  Suggestion.didYouMean(key, known)));
    }
  }

  private static String value(Path file, Object value, String... path) {
    return file == null ? "" : " (" + SuitePlaces.ofValue(file, value, path) + ")";
  }

  private static Map<String, StrategyFactory> factories() {
    Map<String, StrategyFactory> factories = new TreeMap<>();
    for (StrategyFactory each :
        ServiceLoader.load(StrategyFactory.class, Strategies.class.getClassLoader())) {
      factories.putIfAbsent(each.id(), each);
    }
    return factories;
  }
}
