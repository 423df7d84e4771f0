package dev.collabgraph.gate;

import dev.collabgraph.gate.TaskVerdict.Status;
import dev.collabgraph.gate.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges evidence. Fails closed: with nothing to check, without evidence, with evidence that is
 * stale or cannot tell, the answer is no, and every no comes with a remedy.
 *
 * <p>A run without a score is neither right nor wrong: a limit is kept only if it is kept however
 * such runs would have gone, and with more than 5 % of them nothing is. The means of cost and
 * latency, which such a run could raise without bound, are those of the runs with a score.
 */
public final class Gate {
  private final GateSettings settings;
  private final Evidence evidence;
  private final List<Violation> violations = new ArrayList<>();
  private final List<String> measured = new ArrayList<>();
  private List<TaskVerdict> tasks = List.of();
  private int checks;

  private Gate(GateSettings settings, Evidence evidence) {
    this.settings = settings;
    this.evidence = evidence;
  }

  /** Judges. */
  public static Verdict check(GateSettings settings, Evidence evidence) {
    return new Gate(settings, evidence).check();
  }

  private Verdict check() {
    if (settings.limits().isEmpty() && settings.regression().isEmpty()) {
      if (evidence.searchOnly()) {
        no(
            Kind.MISSING,
            "There is nothing to check: no limit is set, and the result of a search is compared with no baseline.",
            "Set one, as in -Dcollabgraph.limits=\"leadPoints>=2\"");
        return verdict(0);
      }
      if (evidence.baseline().isEmpty()) {
        no(
            Kind.MISSING,
            "There is nothing to check: no limit is set and no baseline is blessed.",
            "Set one, as in -Dcollabgraph.limits=\"accuracy>=0.60\", or run: "
                + command("bless", ""));
        return verdict(0);
      }
    }
    return evidence.searchOnly() ? searchOnly() : evaluation();
  }

  private Verdict searchOnly() {
    if (searchUsable()) {
      SearchMeasurements found = new SearchMeasurements(evidence.search().orElseThrow());
      settings.limits().forEach(limit -> judge(limit, found.observe(limit.metric())));
      if (settings.regression().isPresent()) {
        no(
            Kind.MISSING,
            "A regression needs an evaluation, and the result of a search is judged.",
            "Run: "
                + command("evaluate", "")
                + " and judge that instead: -Dcollabgraph.evidence=evaluation");
      }
    }
    return verdict(0);
  }

  private boolean searchUsable() {
    if (evidence.search().isEmpty()) {
      no(Kind.MISSING, "There is no result of a search.", "Run: " + command("search", ""));
      return false;
    }
    if (!evidence.searchDiffers().isEmpty()) {
      no(
          Kind.STALE,
          "The result of the search is stale: %s changed since."
              .formatted(String.join(", ", evidence.searchDiffers())),
          "Run: " + command("search", ""));
      return false;
    }
    if (!evidence.search().get().conclusive()) {
      no(
          Kind.INCONCLUSIVE,
          "The result of the search is inconclusive.",
          "Run: " + command("search", " -Dcollabgraph.force"));
      return false;
    }
    return true;
  }

  private Verdict evaluation() {
    if (evidence.evaluation().isEmpty()) {
      no(Kind.MISSING, "There is no evaluation.", "Run: " + command("evaluate", ""));
      return verdict(0);
    }
    Evaluation whole = evidence.evaluation().get();
    List<String> differing = Inputs.differing(whole.digests(), evidence.present());
    if (!differing.isEmpty()) {
      no(
          Kind.STALE,
          "The evaluation is stale: %s changed since.".formatted(String.join(", ", differing)),
          "Run: " + command("evaluate", ""));
      return verdict(whole.repeats());
    }
    Evaluation judged = whole.without(settings.quarantine().reasons().keySet());
    if (judged.tasks().isEmpty()) {
      boolean all = !whole.tasks().isEmpty();
      no(
          Kind.EMPTY,
          "The %s split has no task%s."
              .formatted(Json.name(whole.split()), all ? " that is not in quarantine" : ""),
          all
              ? "Take some out of quarantine."
              : "Raise splits.%s in the suite, or evaluate another: -Dcollabgraph.split=validation"
                  .formatted(Json.name(whole.split())));
      return verdict(whole.repeats());
    }
    if (settings.taskPasses() > whole.repeats()) {
      no(
          Kind.INCONCLUSIVE,
          "A task needs %s passes, and the evaluation has %s runs of each."
              .formatted(settings.taskPasses(), whole.repeats()),
          "Run: " + command("evaluate", " -Dcollabgraph.repeats=" + settings.taskPasses()));
    }
    if (!judged.conclusive()) {
      no(
          Kind.INCONCLUSIVE,
          "The evaluation is inconclusive: only %s of %s runs gave a score, expected at least %.0f %%."
              .formatted(judged.conclusiveRuns(), judged.runs(), 100 * Evaluation.CONCLUSIVE_SHARE),
          firstFailure(judged) + "Run: " + command("evaluate", " -Dcollabgraph.force"));
    }
    tasks = taskVerdicts(whole);
    List<TaskVerdict> counted =
        tasks.stream().filter(task -> task.status() != Status.QUARANTINED).toList();
    for (Limit limit : settings.limits()) {
      judge(limit, observe(limit.metric(), judged, counted));
    }
    regression(judged);
    notes(whole);
    return verdict(whole.repeats());
  }

  private static String firstFailure(Evaluation evaluation) {
    return evaluation.tasks().stream()
        .map(TaskOutcome::failure)
        .filter(failure -> failure != null)
        .findFirst()
        .map(failure -> "The first without: " + failure.strip() + " ")
        .orElse("");
  }

  private List<TaskVerdict> taskVerdicts(Evaluation whole) {
    Map<String, TaskOutcome> blessed =
        evidence.baseline().map(each -> Regression.byId(each.evaluation())).orElse(Map.of());
    int k = settings.passesOf(whole.repeats());
    List<TaskVerdict> verdicts = new ArrayList<>(whole.tasks().size());
    for (TaskOutcome task : whole.tasks()) {
      Status status =
          settings.quarantine().reasons().containsKey(task.id())
              ? Status.QUARANTINED
              : TaskVerdict.status(task, k);
      TaskOutcome before = blessed.get(task.id());
      boolean sure =
          before != null
              && before.digest().equals(task.digest())
              && before.passes() == before.outcomes().size();
      verdicts.add(new TaskVerdict(task, status, sure && status == Status.FAILED));
    }
    return verdicts;
  }

  private Observation observe(Metric metric, Evaluation judged, List<TaskVerdict> counted) {
    return switch (metric.kind()) {
      case ACCURACY -> Measurements.observeAccuracy(judged);
      case PASS_HAT -> Measurements.observePassHat(judged, metric.parameter());
      case COST_UNITS -> Measurements.observeCost(judged, "units", TaskOutcome.Cost::units);
      case USD -> Measurements.observeCost(judged, "usd", TaskOutcome.Cost::usd);
      case TOKENS -> Measurements.observeCost(judged, "tokens", TaskOutcome.Cost::tokens);
      case DECLARED_UNITS -> SearchMeasurements.declared(judged.cost().units());
      case LATENCY_MEAN -> Measurements.observeLatencyMean(judged);
      case LATENCY_PERCENTILE -> Measurements.observeLatency(judged, metric.parameter());
      case FAILED_TASKS -> Measurements.observeTasks(counted, Status.FAILED);
      case FLAKY_TASKS -> Measurements.observeTasks(counted, Status.FLAKY);
      case BROKEN_TASKS ->
          evidence.baseline().isPresent()
              ? Measurements.observeBroken(counted)
              : Observation.unknown("no baseline is blessed", "Run: " + command("bless", ""));
      case LEAD ->
          searchUsable()
              ? new SearchMeasurements(evidence.search().orElseThrow()).observe(metric)
              : null;
    };
  }

  /** A measurement that is null was reported before. */
  private void judge(Limit limit, Observation seen) {
    checks++;
    String name = limit.metric().name();
    if (seen == null) {
      return;
    }
    if (seen.value() == null) {
      no(
          Kind.INCONCLUSIVE,
          "%s is unknown, since %s, and the %s is %s."
              .formatted(name, seen.detail(), limit.side(), limit.bound().toPlainString()),
          seen.remedy());
    } else if (seen.worst() != null && limit.keeps(seen.worst()) && limit.keeps(seen.value())) {
      measured.add(
          "%s is %s (%s), %s %s"
              .formatted(
                  name,
                  limit.shown(seen.value()),
                  seen.detail(),
                  limit.side(),
                  limit.bound().toPlainString()));
    } else if (limit.keeps(seen.best()) && limit.keeps(seen.value())) {
      no(
          Kind.INCONCLUSIVE,
          "%s is %s (%s), but could be %s had the runs without a score gone badly, and the %s is %s."
              .formatted(
                  name,
                  limit.shown(seen.value()),
                  seen.detail(),
                  seen.worst() == null ? "any number above" : limit.shown(seen.worst()),
                  limit.side(),
                  limit.bound().toPlainString()),
          "Run: " + command("evaluate", " -Dcollabgraph.force"));
    } else {
      no(
          Kind.LIMIT,
          "%s is %s (%s), %s the %s %s.%s"
              .formatted(
                  name,
                  limit.shown(seen.value()),
                  seen.detail(),
                  limit.metric().kind().minimum() ? "below" : "above",
                  limit.side(),
                  limit.bound().toPlainString(),
                  offenders(limit.metric())),
          remedy(limit.metric()));
    }
  }

  private String offenders(Metric metric) {
    List<String> ids =
        switch (metric.kind()) {
          case FAILED_TASKS -> ids(Status.FAILED);
          case FLAKY_TASKS -> ids(Status.FLAKY);
          case BROKEN_TASKS ->
              tasks.stream().filter(TaskVerdict::broken).map(t -> t.outcome().id()).toList();
          default -> List.of();
        };
    return ids.isEmpty() ? "" : " They are: " + clipped(ids) + ".";
  }

  private String remedy(Metric metric) {
    return metric.kind() == Metric.Kind.FLAKY_TASKS
        ? "Mend them, or name each in src/collabgraph/%s.quarantine with a reason."
            .formatted(evidence.suite())
        : "";
  }

  private List<String> ids(Status status) {
    return tasks.stream()
        .filter(task -> task.status() == status)
        .map(task -> task.outcome().id())
        .toList();
  }

  private static String clipped(List<String> ids) {
    int shown = Math.min(10, ids.size());
    return String.join(", ", ids.subList(0, shown))
        + (shown < ids.size() ? " and " + (ids.size() - shown) + " more" : "");
  }

  private void regression(Evaluation judged) {
    Optional<RegressionRule> rule =
        settings.regression().or(() -> evidence.baseline().map(b -> RegressionRule.defaults()));
    if (rule.isEmpty()) {
      return;
    }
    checks++;
    if (evidence.baseline().isEmpty()) {
      no(Kind.MISSING, "There is no baseline to compare with.", "Run: " + command("bless", ""));
      return;
    }
    Evaluation blessed =
        evidence.baseline().get().evaluation().without(settings.quarantine().reasons().keySet());
    Regression found = Regression.of(judged, blessed, rule.get());
    String differs = incomparable(judged, blessed, found);
    if (!differs.isEmpty()) {
      no(Kind.STALE, "The baseline is stale: " + differs + ".", "Run: " + command("bless", ""));
      return;
    }
    new RegressionText(found, rule.get()).tell(measured, violations, command("bless", ""));
  }

  /** What forbids comparing task by task; empty if nothing does. */
  private static String incomparable(Evaluation judged, Evaluation blessed, Regression found) {
    if (judged.split() != blessed.split()) {
      return "it is of the %s split, the evaluation of the %s split"
          .formatted(Json.name(blessed.split()), Json.name(judged.split()));
    }
    if (!Objects.equals(judged.digests().get("scorer"), blessed.digests().get("scorer"))) {
      return "the scorer changed since";
    }
    if (found.paired() < Evaluation.CONCLUSIVE_SHARE * judged.tasks().size()) {
      return "it knows %s of the %s tasks with the same content"
          .formatted(found.paired(), judged.tasks().size());
    }
    return "";
  }

  private void notes(Evaluation whole) {
    List<String> unknown = settings.quarantine().unknown(whole);
    List<String> held = ids(Status.QUARANTINED);
    if (!held.isEmpty()) {
      measured.add(
          "%s of %s tasks in quarantine, not judged: %s"
              .formatted(held.size(), whole.tasks().size(), clipped(held)));
    }
    if (!unknown.isEmpty()) {
      measured.add("the quarantine names tasks that the split does not have: " + clipped(unknown));
    }
    if (whole.repeats() > 1) {
      measured.add(
          "tasks that need %s of %s passes: %s passed, %s flaky, %s failed, %s inconclusive"
              .formatted(
                  settings.passesOf(whole.repeats()),
                  whole.repeats(),
                  ids(Status.PASSED).size(),
                  ids(Status.FLAKY).size(),
                  ids(Status.FAILED).size(),
                  ids(Status.INCONCLUSIVE).size()));
    }
  }

  private void no(Kind kind, String message, String remedy) {
    violations.add(new Violation(kind, message, remedy));
  }

  private String command(String goal, String options) {
    return "mvn collabgraph:%s -Dcollabgraph.suite=%s%s".formatted(goal, evidence.suite(), options);
  }

  private Verdict verdict(int runs) {
    return new Verdict(
        evidence.suite(),
        checks,
        violations,
        measured,
        tasks,
        runs == 0 ? 0 : settings.passesOf(runs),
        runs);
  }
}
