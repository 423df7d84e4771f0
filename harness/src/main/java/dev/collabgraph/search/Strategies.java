package dev.collabgraph.search;

import dev.collabgraph.graph.Suggestion;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
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

  /**
   * Makes the strategy that {@code search.strategy} names.
   *
   * @throws SearchException for an unknown id or option, naming the nearest known one
   */
  static SearchStrategy create(StrategyContext context) {
    StrategyFactory factory = check(context.spec());
    try {
      return factory.create(context);
    } catch (IllegalArgumentException e) {
      throw new SearchException(
          "search.strategy %s: %s".formatted(factory.id(), e.getMessage()), null, e);
    }
  }

  /**
   * The factory a suite names, its options known to it.
   *
   * @throws SearchException for an unknown id or option, naming the nearest known one
   */
  static StrategyFactory check(SearchSpec spec) {
    StrategyFactory factory = factory(spec.strategy());
    checkOptions(factory, spec.strategyOptions());
    if (!spec.agent().equals("rules") && !factory.usesAgent()) {
      throw new SearchException(
          ("search.agent is \"%s\", but strategy %s asks no agent. Remove search.agent, or set"
                  + " search.strategy to one of %s.")
              .formatted(
                  spec.agent(),
                  factory.id(),
                  String.join(
                      ", ",
                      factories().values().stream()
                          .filter(StrategyFactory::usesAgent)
                          .map(StrategyFactory::id)
                          .toList())));
    }
    return factory;
  }

  private static StrategyFactory factory(String id) {
    Map<String, StrategyFactory> factories = factories();
    StrategyFactory factory = factories.get(id);
    if (factory == null) {
      throw new SearchException(
          "search.strategy is \"%s\", expected one of %s.%s"
              .formatted(
                  id,
                  String.join(", ", factories.keySet()),
                  Suggestion.didYouMean(id, factories.keySet())));
    }
    return factory;
  }

  private static void checkOptions(StrategyFactory factory, Map<String, Object> options) {
    Set<String> known = new TreeSet<>(factory.optionKeys());
    List<String> unknown = new ArrayList<>(new TreeSet<>(options.keySet()));
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new SearchException(
          "search.options has \"%s\", which strategy %s does not know; it knows %s.%s"
              .formatted(
                  unknown.get(0),
                  factory.id(),
                  known.isEmpty() ? "none" : String.join(", ", known),
                  Suggestion.didYouMean(unknown.get(0), known)));
    }
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
