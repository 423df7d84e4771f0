package dev.collabgraph.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns tasks to splits by a hash of their content and the seed, so that neither the order of the
 * files nor ids matter. Runs of white space count as one space. Tasks equal in question and fields
 * are counted once; tasks with equal questions and other fields never stand in two splits.
 */
final class Splitter {
  private static final Logger LOG = LoggerFactory.getLogger(Splitter.class);

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private Splitter() {}

  private record Ranked(Task task, String key, double quantile) {}

  static TaskSuite split(SuiteDefinition suite, List<Task> tasks, List<String> strata) {
    SuiteDefinition.Splits splits = suite.splits();
    List<Task> ordered = order(suite.name(), tasks, strata, splits.seed());
    int[] sizes = {splits.search(), splits.validation(), splits.test()};
    List<List<Task>> parts = fill(ordered, sizes);
    for (int i = 0; i < sizes.length; i++) {
      if (parts.get(i).size() < sizes[i]) {
        throw new SuiteException(tooFew(suite, tasks.size(), ordered.size()));
      }
    }
    Digests digest = new Digests();
    for (int i = 0; i < sizes.length; i++) {
      for (Task task : parts.get(i)) {
        digest.add(i).add(task.id()).add(task.question()).add(task.answer()).add(task.fields());
      }
    }
    return new TaskSuite(
        suite.name(),
        parts.get(0),
        parts.get(1),
        parts.get(2),
        orNaN(suite.tasks().inputTokens()),
        orNaN(suite.tasks().outputTokens()),
        digest.hex(),
        new TreeMap<>());
  }

  /** Fills one split after the other; a question seen in an earlier split is passed over. */
  private static List<List<Task>> fill(List<Task> ordered, int[] sizes) {
    List<List<Task>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Map<String, Integer> splitOf = new HashMap<>();
    int current = 0;
    for (Task task : ordered) {
      while (current < sizes.length && parts.get(current).size() == sizes[current]) {
        current++;
      }
      if (current == sizes.length) {
        break;
      }
      if (splitOf.computeIfAbsent(collapsed(task.question()), filling(current)) == current) {
        parts.get(current).add(task);
      }
    }
    return parts;
  }

  private static Function<String, Integer> filling(int split) {
    return question -> split;
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static String tooFew(SuiteDefinition suite, int read, int different) {
    SuiteDefinition.Splits splits = suite.splits();
    long needed = (long) splits.search() + splits.validation() + splits.test();
    int half = Math.max(1, different / 2);
    int quarter = (different - half) / 2;
    return "Suite \"%s\" has %s different tasks%s, but its splits need %s (search %s + validation %s + test %s). (%s, splits) Maybe write: splits: {search: %s, validation: %s, test: %s}"
        .formatted(
            suite.name(),
            different,
            read == different ? "" : " (" + read + " with repetitions)",
            needed,
            splits.search(),
            splits.validation(),
            splits.test(),
            suite.file(),
            half,
            quarter,
            different - half - quarter);
  }

  /** Different tasks in an order that depends on content and seed alone, strata interleaved. */
  static List<Task> order(String suite, List<Task> tasks, List<String> strata, long seed) {
    Map<String, Task> different = new TreeMap<>();
    int contradictions = 0;
    for (Task task : tasks) {
      // Equal questions are neighbours in this order, so few of them meet the edge of a split.
      String key =
          new Digests().add(seed).add(collapsed(task.question())).hex()
              + new Digests().add(collapsed(task.fields())).hex();
      Task other = different.get(key);
      if (other != null && !other.answer().equals(task.answer())) {
        contradictions++;
      }
      if (other == null || BY_CONTENT.compare(task, other) < 0) {
        different.put(key, task);
      }
    }
    int repeated = tasks.size() - different.size();
    if (repeated > 0) {
      LOG.warn(
          "Suite {}: {} tasks ask the same as another and were counted once ({} of them with"
              + " another answer).",
          suite,
          repeated,
          contradictions);
    }
    return interleave(different, strata);
  }

  private static final Comparator<Task> BY_CONTENT =
      Comparator.comparing(Task::id)
          .thenComparing(Task::answer)
          .thenComparing(Task::question)
          .thenComparing(task -> task.fields().toString());

  private static List<Task> interleave(Map<String, Task> different, List<String> strata) {
    Map<List<String>, List<Map.Entry<String, Task>>> groups = new LinkedHashMap<>();
    for (Map.Entry<String, Task> entry : different.entrySet()) {
      List<String> stratum = new ArrayList<>();
      for (String field : strata) {
        stratum.add(entry.getValue().fields().getOrDefault(field, ""));
      }
      groups.computeIfAbsent(stratum, key -> new ArrayList<>()).add(entry);
    }
    List<Ranked> ranked = new ArrayList<>(different.size());
    for (List<Map.Entry<String, Task>> group : groups.values()) {
      for (int i = 0; i < group.size(); i++) {
        ranked.add(
            new Ranked(group.get(i).getValue(), group.get(i).getKey(), (i + 0.5) / group.size()));
      }
    }
    if (groups.size() > 1) {
      ranked.sort(Comparator.comparingDouble(Ranked::quantile).thenComparing(Ranked::key));
    }
    return ranked.stream().map(Ranked::task).toList();
  }

  private static String collapsed(String text) {
    String stripped = text.strip();
    return single(stripped) ? stripped : SPACES.matcher(stripped).replaceAll(" ");
  }

  /** Whether all white space is single spaces already, as in most texts. */
  private static boolean single(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' && (c != ' ' || i > 0 && text.charAt(i - 1) == ' ')) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> collapsed(Map<String, String> fields) {
    Map<String, String> result = new TreeMap<>();
    fields.forEach((name, value) -> result.put(name, collapsed(value)));
    return result;
  }
}
