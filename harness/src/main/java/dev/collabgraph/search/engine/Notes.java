package dev.collabgraph.search.engine;

import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.search.Numbers;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.SearchSettings;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines for people on how a search goes. */
final class Notes {
  private Notes() {}

  /** What is about to be searched. */
  static String opening(SearchSession session) {
    SearchSettings settings = session.setup().settings();
    SearchSpec spec = settings.search();
    return String.format(
        Locale.ROOT,
        "%s: %d models, budget %s units of %s (1 unit = %.4g), %s, tasks %d search /"
            + " %d validation / %d test, strategy %s",
        session.setup().tasks().name(),
        settings.models().size(),
        Numbers.plain(spec.units()),
        spec.metric(),
        settings.unitCost(),
        spec.slots() == 1 ? "1 slot" : spec.slots() + " slots",
        session.setup().tasks().search().size(),
        session.setup().tasks().validation().size(),
        session.setup().tasks().test().size(),
        spec.strategy());
  }

  /** That lengths are measured, which costs something. */
  static String probing(int calls) {
    return "Measuring the lengths of questions and answers: "
        + calls
        + " calls. Declare tasks.inputTokens and tasks.outputTokens to spare them.";
  }

  /** That a search goes on. */
  static String resumed(long calls) {
    return String.format(
        Locale.ROOT,
        "Going on with the search that was interrupted here: %,d of its answers are known and not"
            + " paid again. -Dcollabgraph.force begins anew.",
        calls);
  }

  /** What a provider's client did. */
  static String provider(String id, ProviderStatistics did) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT, "Provider %s: %,d calls, %,d failed", id, did.calls(), did.failed()));
    if (did.retried() > 0) {
      List<String> causes = new ArrayList<>();
      did.retries()
          .forEach(
              (kind, count) ->
                  causes.add(
                      String.format(
                          Locale.ROOT, "%s %,d", kind.name().toLowerCase(Locale.ROOT), count)));
      line.append(
          String.format(
              Locale.ROOT,
              "; %,d attempts repeated (%s) after %.1f s of waiting",
              did.retried(),
              String.join(", ", causes),
              did.pausedSeconds()));
    }
    if (did.heldSeconds() > 0) {
      line.append(
          String.format(Locale.ROOT, "; held back for %.1f s by limits", did.heldSeconds()));
    }
    if (!Double.isNaN(did.p50Seconds())) {
      line.append(
          String.format(
              Locale.ROOT,
              "; latency %.3g s median, %.3g s at 90 %%, %.3g s at 99 %%",
              did.p50Seconds(),
              did.p90Seconds(),
              did.p99Seconds()));
    }
    if (did.cacheHits() > 0 || did.cacheWrites() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              "; cache: %,d answers known, %,d kept",
              did.cacheHits(),
              did.cacheWrites()));
    }
    if (did.transport() == ProviderStatistics.Transport.LANGCHAIN4J) {
      line.append("; transport of its own");
    }
    return line.toString();
  }

  /** What begins after the search. */
  static String phase(String phase, int validationTasks, int testTasks) {
    return phase.equals("test")
        ? "Winner and baselines on " + testTasks + " test tasks"
        : "Finalists and baselines on " + validationTasks + " validation tasks";
  }

  /** Why there is nothing to report. */
  static String nothingRan(Ended ended) {
    return switch (ended) {
      case SPEND ->
          "Nothing was tried: spend does not allow a single run of a graph. Raise spend.calls or"
              + " spend.usd.";
      case MINUTES -> "Nothing was tried in time. Raise spend.minutes.";
      case SIGNAL -> "The search was stopped before anything was scored.";
      case OUTAGE -> "A provider refused before anything was scored.";
      case ITERATIONS -> "The strategy asked for nothing.";
    };
  }
}
