package dev.collabgraph.search.engine;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.score.ScoreBook;
import dev.collabgraph.search.score.ScoreModel;
import dev.collabgraph.suite.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What follows the search: the finalists race on the validation split, then the winner and the
 * baselines are asked once on the test split. Each split has a replicate of its own, so no answer
 * of the search is seen again.
 */
final class FinalRounds {
  static final int VALIDATION_REPLICATE = 1;
  static final int TEST_REPLICATE = 2;

  /** Finalists are compared when this share of the validation tasks has been asked. */
  private static final double[] STAGES = {0.25, 0.5, 1.0};

  /** A finalist this many standard errors behind the leader leaves the race. */
  private static final double BEHIND = 2.0;

  /**
   * A graph that reached the final.
   *
   * @param prior its shrunken mean reward on the search split
   * @param priorTasks how many validation tasks that is worth
   */
  record Finalist(Contender contender, ScoreBook.Entry entry, double prior, double priorTasks) {}

  private final Environment environment;
  private final SearchSpace space;
  private final Objective objective;
  private final int validationTasks;
  private final int testTasks;

  FinalRounds(
      Environment environment,
      SearchSpace space,
      Objective objective,
      int validationTasks,
      int testTasks) {
    this.environment = environment;
    this.space = space;
    this.objective = objective;
    this.validationTasks = validationTasks;
    this.testTasks = testTasks;
  }

  /** Most calls one run of a graph within the budget can make. */
  static long mostCalls(SearchSpace space) {
    return Math.min(space.slots(), space.limit() / CostTable.UNIT);
  }

  /** Calls of all finalists on one task, none of them shared. */
  long calls(List<Finalist> finalists) {
    return finalists.stream()
        .mapToLong(each -> FinalPlan.calls(each.entry.graph(), space.costs().roles()))
        .sum();
  }

  /**
   * The best graphs of the search: those that keep all constraints first, by shrunken mean reward;
   * with a front by how far from being dominated and how alone they are.
   */
  static List<Finalist> finalists(ScoreBook book, int count) {
    List<Finalist> finalists = new ArrayList<>();
    for (ScoreModel.Ranked ranked : book.ranked()) {
      if (finalists.size() == count) {
        break;
      }
      ScoreBook.Entry entry = ranked.entry();
      finalists.add(
          new Finalist(
              new Contender(
                  "finalist " + (finalists.size() + 1), List.of(entry.graph()), entry.costUnits()),
              entry,
              ranked.reward(),
              entry.size() + ranked.pseudoTasks()));
    }
    return finalists;
  }

  /**
   * Races the finalists on validation tasks.
   *
   * @return the finalists by what is now known of them, the winner first; those that left the race
   *     follow in the order in which they stood when they left
   */
  List<Finalist> race(List<Finalist> finalists) {
    List<Finalist> racing = new ArrayList<>(finalists);
    List<Finalist> left = new ArrayList<>();
    int asked = 0;
    for (double stage : STAGES) {
      int until = (int) Math.ceil(stage * validationTasks);
      int[] tasks = range(asked, until);
      if (tasks.length == 0 || racing.size() == 1 && finalists.size() > 1 && asked > 0) {
        continue;
      }
      ask(racing.stream().map(Finalist::contender).toList(), Split.VALIDATION, tasks);
      asked = until;
      rank(racing);
      if (stage < 1 && !objective.front()) {
        List<Finalist> behind =
            racing.stream().filter(each -> isBehind(each, racing.get(0))).toList();
        racing.removeAll(behind);
        left.addAll(0, behind);
      }
      if (environment.stopped().isPresent()) {
        break;
      }
    }
    racing.addAll(left);
    racing.sort(Comparator.comparing(each -> !feasible(each))); // stable
    return racing;
  }

  /** Whether a finalist keeps all constraints by what validation saw of it, else the search. */
  private boolean feasible(Finalist each) {
    Contender seen = each.contender;
    return seen.on(Split.VALIDATION).isEmpty()
        ? objective.feasible(
            each.entry.meanScore(), each.entry.meanLatency(), each.entry.costUnits())
        : objective.feasible(
            seen.meanScore(Split.VALIDATION), seen.meanLatency(Split.VALIDATION), seen.costUnits());
  }

  /** The most calls a race can make for every validation task. */
  static long mostRaceCalls(SearchSpace space, int finalists) {
    return finalists * mostCalls(space);
  }

  private void rank(List<Finalist> racing) {
    double priorMean = racing.stream().mapToDouble(Finalist::prior).average().orElseThrow();
    double mean =
        racing.stream()
            .mapToDouble(each -> each.contender.meanReward(Split.VALIDATION))
            .filter(each -> !Double.isNaN(each))
            .average()
            .orElse(0);
    List<Finalist> sorted = new ArrayList<>(racing);
    sorted.sort(
        Comparator.comparingDouble((Finalist each) -> -standing(each, priorMean, mean))
            .thenComparingDouble(each -> each.contender.costUnits())
            .thenComparingInt(each -> each.entry.firstTrial()));
    racing.clear();
    racing.addAll(sorted);
  }

  /**
   * How far a finalist stands above the others: what the search knew and what validation says,
   * weighted by tasks. Both are centred, since the splits need not be equally hard.
   */
  private static double standing(Finalist each, double priorMean, double mean) {
    int n = each.contender.on(Split.VALIDATION).size();
    double seen = n == 0 ? 0 : each.contender.meanReward(Split.VALIDATION) - mean;
    return (each.priorTasks * (each.prior - priorMean) + n * seen) / (each.priorTasks + n);
  }

  private static boolean isBehind(Finalist each, Finalist leader) {
    if (each == leader) {
      return false;
    }
    double sum = 0;
    double squares = 0;
    int n = 0;
    var leading = leader.contender.on(Split.VALIDATION);
    for (var observation : each.contender.on(Split.VALIDATION).values()) {
      var other = leading.get(observation.task());
      if (other != null) {
        double gap = other.reward() - observation.reward();
        sum += gap;
        squares += gap * gap;
        n++;
      }
    }
    if (n < 2) {
      return false;
    }
    double mean = sum / n;
    // One more pair at the largest gap keeps the error above 0 when all pairs agree.
    double variance = Math.max(0, squares / n - mean * mean) + 1.0 / n;
    return mean > BEHIND * Math.sqrt(variance / n);
  }

  /** Asks contenders on validation tasks. */
  void validate(List<Contender> contenders) {
    ask(contenders, Split.VALIDATION, range(0, validationTasks));
  }

  /** Asks contenders on some of the validation tasks. */
  void validate(List<Contender> contenders, int from, int until) {
    ask(contenders, Split.VALIDATION, range(from, Math.min(until, validationTasks)));
  }

  /** Asks contenders on test tasks, the first ones first. */
  void test(List<Contender> contenders, int tasks) {
    for (Contender contender : contenders) {
      ask(List.of(contender), Split.TEST, range(0, Math.min(tasks, testTasks)));
    }
  }

  private void ask(List<Contender> contenders, Split split, int[] tasks) {
    if (tasks.length == 0 || environment.stopped().isPresent()) {
      return;
    }
    List<Environment.Job> jobs = new ArrayList<>();
    List<Contender> owners = new ArrayList<>();
    for (Contender contender : contenders) {
      for (int g = 0; g < contender.graphs().size(); g++) {
        int graph = g;
        int[] own =
            java.util.Arrays.stream(tasks)
                .filter(task -> contender.graphOf(task) == graph)
                .toArray();
        if (own.length > 0) {
          jobs.add(job(contender.graphs().get(g), split, own));
          owners.add(contender);
        }
      }
    }
    List<Trial> trials = environment.evaluate(jobs);
    for (int i = 0; i < trials.size(); i++) {
      owners.get(i).add(trials.get(i), objective);
    }
  }

  private static Environment.Job job(CollaborationGraph graph, Split split, int[] tasks) {
    String phase = split == Split.VALIDATION ? "validation" : "test";
    int replicate = split == Split.VALIDATION ? VALIDATION_REPLICATE : TEST_REPLICATE;
    return new Environment.Job(new Proposal(graph, phase, tasks), split, replicate, 0);
  }

  private static int[] range(int from, int until) {
    return java.util.stream.IntStream.range(from, Math.max(from, until)).toArray();
  }
}
