package dev.collabgraph.search.strategy;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.RandomStreams;
import dev.collabgraph.search.RandomStreams.Purpose;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.score.Front;
import dev.collabgraph.search.score.ScoreBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Tries a given list of graphs by successive halving: all of them on the same first tasks, the
 * better half on the next ones, twice as many, and so on until one is left or the tasks are used
 * up. Batches are as large as it takes to try all graphs within half of the planned iterations. A
 * graph without evidence is kept; ties go to the cheaper, then to the earlier in the list.
 *
 * <p>Source: Karnin, Koren, Somekh 2013 (sequential halving). Departs from it: graphs without a
 * score stay.
 */
final class Elimination implements SearchStrategy {
  private final StrategyContext context;
  private final String what;
  private final ScoreBook book;
  private final int[] order;
  private final int batchSize;
  private List<CollaborationGraph> round;
  private int next;
  private int firstTask;
  private int tasks;
  private boolean said;

  /**
   * @param what the list in words, for people
   * @param graphs canonical, each once, not empty
   */
  Elimination(StrategyContext context, String what, List<CollaborationGraph> graphs) {
    this.context = context;
    this.what = what;
    this.round = List.copyOf(graphs);
    this.book = new ScoreBook(context.objective());
    this.order =
        RandomStreams.draw(
            context.random().stream(Purpose.TASKS, 0),
            context.searchTasks(),
            context.searchTasks());
    this.tasks = Math.min(context.spec().tasksPerGraph(), order.length);
    int half = (context.spec().iterations() + 1) / 2;
    this.batchSize =
        Math.max(context.spec().graphsPerIteration(), (graphs.size() + half - 1) / half);
  }

  @Override
  public List<Proposal> ask(Plan plan) {
    if (next == round.size() && !halve()) {
      return List.of();
    }
    int[] asked = Arrays.copyOfRange(order, firstTask, firstTask + tasks);
    String phase = firstTask == 0 ? "enumerate" : "race";
    int until = Math.min(round.size(), next + batchSize);
    List<Proposal> batch =
        round.subList(next, until).stream()
            .map(graph -> new Proposal(graph, phase, asked))
            .toList();
    next = until;
    return batch;
  }

  /** Begins the next round; false if there is none. */
  private boolean halve() {
    firstTask += tasks;
    tasks = Math.min(2 * tasks, order.length - firstTask);
    if (round.size() == 1 || tasks == 0) {
      return false;
    }
    List<CollaborationGraph> unknown = new ArrayList<>();
    List<ScoreBook.Entry> known = new ArrayList<>();
    for (CollaborationGraph graph : round) {
      ScoreBook.Entry entry = book.entry(graph);
      if (entry == null) {
        unknown.add(graph);
      } else {
        known.add(entry);
      }
    }
    if (context.objective().front()) {
      List<ScoreBook.Entry> wanted = Front.order(book, context.objective());
      known.sort(Comparator.comparingInt(wanted::indexOf));
    } else {
      known.sort(
          Comparator.comparingDouble((ScoreBook.Entry entry) -> -entry.meanReward())
              .thenComparingDouble(ScoreBook.Entry::costUnits));
    }
    List<CollaborationGraph> kept = new ArrayList<>();
    for (ScoreBook.Entry entry : known.subList(0, (known.size() + 1) / 2)) {
      kept.add(entry.graph());
    }
    kept.addAll(unknown);
    round = kept;
    next = 0;
    return true;
  }

  @Override
  public void tell(List<Trial> trials) {
    Trial.inOrder(trials).forEach(book::add);
  }

  @Override
  public String explain() {
    if (said) {
      return "";
    }
    said = true;
    return what;
  }
}
