package dev.collabgraph.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A strategy with its options, as it takes part in a comparison.
 *
 * @param label as written, without blanks: {@code agent-reinforce(insight1=false)}
 * @param strategy id
 * @param overrides values by path of the suite file, the strategy's own among them
 */
public record Entrant(String label, String strategy, SortedMap<String, String> overrides) {
  /** Knobs of {@code search} itself; every other key is an option of the strategy. */
  private static final Set<String> KNOBS =
      Set.of("agent", "finalists", "graphsPerIteration", "iterations", "tasksPerGraph");

  /** Number of iterations, for those that name it. */
  static final String ITERATIONS = "search.iterations";

  /** The strategy all others are measured from. */
  public static final String RANDOM = "random";

  public Entrant {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(strategy, "strategy");
    overrides = new TreeMap<>(overrides);
  }

  /**
   * Reads a list: {@code agent-reinforce, agent-reinforce(insight1=false; iterations=30), random}.
   * {@code agent}, {@code finalists}, {@code graphsPerIteration}, {@code iterations} and {@code
   * tasksPerGraph} are knobs of {@code search}, other keys are below {@code search.options}. Unless
   * it names them, an entrant has more iterations than its calls pay for. The strategy {@code
   * random} is added at the end if it is missing, since regret is measured from it.
   *
   * @throws IllegalArgumentException if the list cannot be read or names an entrant twice
   */
  public static List<Entrant> list(String text) {
    List<Entrant> entrants = new ArrayList<>();
    Set<String> labels = new LinkedHashSet<>();
    for (String each : text.split(",(?![^(]*\\))")) {
      if (!each.isBlank()) {
        Entrant entrant = of(each.replaceAll("\\s+", ""));
        if (!labels.add(entrant.label)) {
          throw new IllegalArgumentException(
              "strategies names \"%s\" twice. Remove one.".formatted(entrant.label));
        }
        entrants.add(entrant);
      }
    }
    if (entrants.isEmpty()) {
      throw new IllegalArgumentException(
          "strategies is empty, expected a list such as agent-reinforce,random.");
    }
    if (!labels.contains(RANDOM)) {
      entrants.add(of(RANDOM));
    }
    return List.copyOf(entrants);
  }

  private static Entrant of(String text) {
    int open = text.indexOf('(');
    if (open < 0 && text.indexOf(')') >= 0 || open >= 0 && !text.endsWith(")")) {
      throw unreadable(text);
    }
    String strategy = open < 0 ? text : text.substring(0, open);
    SortedMap<String, String> overrides = new TreeMap<>();
    if (open >= 0) {
      for (String option : text.substring(open + 1, text.length() - 1).split(";")) {
        int equals = option.indexOf('=');
        if (equals < 1) {
          throw unreadable(text);
        }
        String key = option.substring(0, equals);
        overrides.put(
            KNOBS.contains(key) ? "search." + key : "search.options." + key,
            option.substring(equals + 1));
      }
    }
    overrides.put("search.strategy", strategy);
    return new Entrant(text, strategy, overrides);
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "strategies has \"%s\", expected name or name(key=value;key=value).".formatted(text));
  }

  @Override
  public SortedMap<String, String> overrides() {
    return new TreeMap<>((Map<String, String>) overrides);
  }
}
