package dev.collabgraph.gate.ab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One benchmark method with one value for each of its parameters: what one fork measures.
 *
 * @param benchmark class and method, dotted
 * @param parameters values by name; may be empty
 */
public record AbCase(String benchmark, SortedMap<String, String> parameters)
    implements Comparable<AbCase> {
  private static final Comparator<AbCase> BY_NAME = Comparator.comparing(AbCase::name);

  public AbCase {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** Every combination of the values. */
  static List<AbCase> all(String benchmark, SortedMap<String, List<String>> values) {
    List<SortedMap<String, String>> combinations = List.of(Collections.emptySortedMap());
    for (var parameter : values.entrySet()) {
      List<SortedMap<String, String>> longer = new ArrayList<>();
      for (SortedMap<String, String> combination : combinations) {
        for (String value : parameter.getValue()) {
          SortedMap<String, String> with = new TreeMap<>(combination);
          with.put(parameter.getKey(), value);
          longer.add(with);
        }
      }
      combinations = longer;
    }
    return combinations.stream().map(each -> new AbCase(benchmark, each)).toList();
  }

  /** As people read it. */
  String name() {
    return parameters.isEmpty()
        ? benchmark
        : benchmark
            + parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", ", " {", "}"));
  }

  @Override
  public int compareTo(AbCase other) {
    return BY_NAME.compare(this, other);
  }
}
