package dev.collabgraph.search.engine;

import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Baseline;
import dev.collabgraph.search.SearchResult.Bill;
import dev.collabgraph.search.SearchResult.Difference;
import dev.collabgraph.search.SearchResult.Digests;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.search.SearchResult.FrontVolume;
import dev.collabgraph.search.SearchResult.Run;
import dev.collabgraph.search.SearchResult.Status;
import dev.collabgraph.search.SearchResult.Verdict;
import dev.collabgraph.search.SearchResult.Winner;
import dev.collabgraph.search.TestUses;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.search.engine.FinalRounds.Finalist;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.TaskSuite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns what was seen into a result. */
final class Assessment {

  /** Tasks that were asked of the finalists and of the winner. */
  record Asked(int validation, int test) {}

  private final SearchSession session;
  private final SearchLoop.Found found;
  private final List<Finalist> finalists;
  private final List<Contender> baselines;
  private final List<Baselines.Candidate> candidates;
  private final Optional<Contender> bestBaseline;
  private final Optional<Contender> bestSingle;
  private final Asked asked;

  /**
   * @param finalists the winner first
   * @param baselines those asked
   * @param candidates what they are, in the same order
   * @param bestSingle the best of those that are one call
   */
  Assessment(
      SearchSession session,
      SearchLoop.Found found,
      List<Finalist> finalists,
      List<Contender> baselines,
      List<Baselines.Candidate> candidates,
      Optional<Contender> bestBaseline,
      Optional<Contender> bestSingle,
      Asked asked) {
    this.session = session;
    this.found = found;
    this.finalists = finalists;
    this.baselines = baselines;
    this.candidates = candidates;
    this.bestBaseline = bestBaseline;
    this.bestSingle = bestSingle;
    this.asked = asked;
  }

  /** The result of a search that scored nothing. */
  static SearchResult inconclusive(SearchSession session, SearchLoop.Found found, String message) {
    return new SearchResult(
        session.setup().tasks().name(),
        engine(),
        session.setup().settings(),
        digests(session),
        Status.INCONCLUSIVE,
        found.ended(),
        new Verdict(message, List.of(), false, null, Difference.NONE),
        null,
        List.of(),
        List.of(),
        found.history(),
        bill(session, Double.NaN),
        run(session),
        FrontVolume.NONE);
  }

  SearchResult result() {
    Finalist first = finalists.get(0);
    Contender contender = first.contender();
    Split last = lastSplit(contender);
    Winner winner =
        new Winner(
            first.entry().graph(),
            contender.costUnits(),
            Double.isNaN(contender.measuredUnits())
                ? first.entry().measuredUnits()
                : contender.measuredUnits(),
            session.estimates().of(first.entry().scores()),
            estimate(contender, Split.VALIDATION),
            estimate(contender, Split.TEST),
            last == Split.SEARCH ? first.entry().meanLatency() : contender.meanLatency(last));
    Difference difference =
        bestBaseline.map(each -> over(contender, each, last)).orElse(Difference.NONE);
    Optional<Verdicts.Single> single =
        bestSingle.map(each -> new Verdicts.Single(each, over(contender, each, last)));
    FrontReport front = new FrontReport(session, finalists, baselines, candidates);
    Estimates.Test test =
        bestBaseline
            .map(each -> session.estimates().test(byTask(contender, last), byTask(each, last)))
            .orElse(Estimates.Test.NONE);
    Ended ended = ended();
    Verdict verdict =
        new Verdicts(session, winner, ended, asked, baselines)
            .of(bestBaseline, difference, test, single, last);
    return new SearchResult(
        session.setup().tasks().name(),
        engine(),
        session.setup().settings(),
        digests(session),
        Status.OK,
        ended.reason(),
        verdict,
        winner,
        baselineRows(),
        front.points(),
        found.history(),
        bill(session, breakEven(contender, last)),
        run(session),
        front.volume());
  }

  /** Why the whole ended: the search's reason, or that of the rounds after it. */
  record Ended(SearchResult.Ended reason, boolean finalsCut) {}

  private Ended ended() {
    Optional<SearchResult.Ended> inFinals = session.environment().stopped();
    return inFinals
        .map(reason -> new Ended(reason, true))
        .orElseGet(() -> new Ended(found.ended(), false));
  }

  /** The last split the winner was asked on: the one its scores are best taken from. */
  private static Split lastSplit(Contender contender) {
    if (!contender.on(Split.TEST).isEmpty()) {
      return Split.TEST;
    }
    return contender.on(Split.VALIDATION).isEmpty() ? Split.SEARCH : Split.VALIDATION;
  }

  private Estimate estimate(Contender contender, Split split) {
    return session.estimates().of(contender.scores(split));
  }

  private Difference over(Contender winner, Contender other, Split split) {
    return session.estimates().difference(byTask(winner, split), byTask(other, split));
  }

  private static Map<Integer, Double> byTask(Contender contender, Split split) {
    Map<Integer, Double> scores = new TreeMap<>();
    contender.on(split).forEach((task, seen) -> scores.put(task, seen.score()));
    return scores;
  }

  private List<Baseline> baselineRows() {
    List<Baseline> rows = new ArrayList<>();
    for (int b = 0; b < baselines.size(); b++) {
      Baselines.Candidate candidate = candidates.get(b);
      rows.add(
          new Baseline(
              candidate.name(),
              candidate.kind(),
              candidate.costUnits(),
              candidate.withinBudget(),
              estimate(baselines.get(b), Split.VALIDATION),
              estimate(baselines.get(b), Split.TEST)));
    }
    return rows;
  }

  /**
   * Queries after which the search is paid for: its bill over what a query saves, where a query
   * saves what the best baseline would spend for as many right answers less what the winner spends.
   */
  private double breakEven(Contender winner, Split split) {
    if (bestBaseline.isEmpty()) {
      return Double.NaN;
    }
    Contender baseline = bestBaseline.get();
    double bill = billInMetric() / session.setup().settings().unitCost();
    double saving =
        winner.meanScore(split) * baseline.costUnits() / baseline.meanScore(split)
            - winner.costUnits();
    return saving > 0 && Double.isFinite(saving) ? Math.ceil(bill / saving) : Double.NaN;
  }

  private double billInMetric() {
    Ledger ledger = session.environment().ledger();
    return switch (session.setup().settings().search().metric()) {
      case "calls" -> ledger.calls();
      case "tokens" ->
          ledger.inputTokens() < 0
              ? Double.NaN
              : ledger.inputTokens() + (double) ledger.outputTokens();
      case "usd" -> ledger.usd();
      default -> ledger.flops();
    };
  }

  private static Bill bill(SearchSession session, double breakEven) {
    Ledger ledger = session.environment().ledger();
    return new Bill(
        ledger.calls(),
        ledger.calls(Split.SEARCH),
        ledger.calls(Split.VALIDATION),
        ledger.calls(Split.TEST),
        ledger.inputTokens(),
        ledger.outputTokens(),
        ledger.flops(),
        ledger.usd(),
        ledger.agent(session.agentExchanges()),
        ledger.sharedCalls(),
        breakEven);
  }

  private static Run run(SearchSession session) {
    return new Run(
        session.callsMade() - session.cacheHits() - session.repeatedCalls(),
        session.cacheHits(),
        session.retries(),
        session.environment().inconclusiveRuns(),
        session.seconds(),
        session.runtime().threads(),
        System.getProperty("java.version", "unknown"),
        TestUses.UNKNOWN,
        session.repeatedCalls(),
        session.providers(),
        session.setup().scorer().surroundings());
  }

  private static String engine() {
    String version = Search.class.getPackage().getImplementationVersion();
    return "collabgraph " + (version == null ? "development" : version);
  }

  private static Digests digests(SearchSession session) {
    String settings = session.setup().settings().toString();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(settings.getBytes(StandardCharsets.UTF_8));
      TaskSuite tasks = session.setup().tasks();
      return new Digests(
          HexFormat.of().formatHex(hash), tasks.digest(), tasks.digest(Split.TEST), tasks.files());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }
}
