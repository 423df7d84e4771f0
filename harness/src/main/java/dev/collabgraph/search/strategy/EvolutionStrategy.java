package dev.collabgraph.search.strategy;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.RandomStreams.Purpose;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.candidates.Crossover;
import dev.collabgraph.search.candidates.GraphDraws;
import dev.collabgraph.search.candidates.Moves;
import dev.collabgraph.search.score.Front;
import dev.collabgraph.search.score.ScoreBook;
import dev.collabgraph.search.score.ScoreModel;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * NSGA-II over graphs: parents by binary tournament on front and crowding distance, children by
 * {@link Crossover} and the edits of {@link Moves}, survivors from parents and children together.
 * Every child keeps the budget. With a front as objective its measures are the axes; with one
 * number there is one axis, and the method is an elitist genetic algorithm. No insights: every edit
 * is as likely as any other.
 *
 * <p>Scores are noisy, so fronts are formed from means shrunken as in {@link ScoreModel}, and one
 * place in eight of a batch (at least one) tries the survivor with least evidence again on new
 * tasks, else luck would never die. Options: {@code population} (twice the batch), {@code
 * crossover} (0.7), {@code mutation} (0.6), both probabilities.
 *
 * <p>Source: Deb et al. 2002 (NSGA-II). Departs from it: real-valued operators give way to
 * operators on graphs, and survivors may be tried again.
 */
final class EvolutionStrategy implements SearchStrategy {
  private static final int ATTEMPTS_PER_CHILD = 12;
  private static final int PLACES_PER_RETRY = 8;

  private final StrategyContext context;
  private final int population;
  private final double crossover;
  private final double mutation;
  private final ScoreBook book;
  private final List<Integer> models;

  /** Survivors, the best first. */
  private List<ScoreBook.Entry> living = List.of();

  private int told;

  private EvolutionStrategy(StrategyContext context, StrategyOptions options) {
    this.context = context;
    this.population =
        (int)
            options.number(
                "population", Math.max(4, 2.0 * context.spec().graphsPerIteration()), 2, 1e5);
    this.crossover = options.number("crossover", 0.7, 0, 1);
    this.mutation = options.number("mutation", 0.6, 0, 1);
    this.book = new ScoreBook(context.objective());
    this.models = IntStream.range(0, context.space().modelCount()).boxed().toList();
  }

  /** Factory of {@code evolution}. */
  public static final class Factory implements StrategyFactory {
    @Override
    public String id() {
      return "evolution";
    }

    @Override
    public Set<String> optionKeys() {
      return Set.of("population", "crossover", "mutation");
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      return new EvolutionStrategy(context, new StrategyOptions(context.spec().strategyOptions()));
    }
  }

  @Override
  public List<Proposal> ask(Plan plan) {
    int size = context.spec().graphsPerIteration();
    int[] tasks = context.sharedTasks(plan.iteration());
    boolean founding = told * (long) size < population && living.size() < population;
    Map<String, Proposal> batch = new LinkedHashMap<>();
    if (founding || living.isEmpty()) {
      for (CollaborationGraph graph :
          GraphDraws.untrained(
              context.space(), context.random().stream(Purpose.SAMPLE, plan.iteration()), size)) {
        add(batch, graph, "found", tasks);
      }
    } else {
      int retries = size == 1 ? 0 : (size + PLACES_PER_RETRY - 1) / PLACES_PER_RETRY;
      for (ScoreBook.Entry entry : leastTested(retries)) {
        add(batch, entry.graph(), "retry", tasks);
      }
      breed(batch, size, tasks, context.random().stream(Purpose.DECIDE, plan.iteration()));
      if (batch.isEmpty()) {
        add(batch, living.get(0).graph(), "retry", tasks);
      }
    }
    return List.copyOf(batch.values());
  }

  private static void add(
      Map<String, Proposal> batch, CollaborationGraph graph, String phase, int[] tasks) {
    CollaborationGraph canonical = graph.canonical();
    batch.putIfAbsent(canonical.digest(), new Proposal(canonical, phase, tasks));
  }

  private List<ScoreBook.Entry> leastTested(int count) {
    return living.stream()
        .sorted(Comparator.comparingInt(ScoreBook.Entry::size))
        .limit(count)
        .toList();
  }

  /** Fills a batch with children that nobody has tried. */
  private void breed(Map<String, Proposal> batch, int size, int[] tasks, RandomGenerator random) {
    Moves moves = new Moves(context.space(), models, new Moves.Insights(true, true, true), random);
    Crossover crossing = new Crossover(context.space(), moves, random);
    for (int i = 0; batch.size() < size && i < ATTEMPTS_PER_CHILD * size; i++) {
      CollaborationGraph child = tournament(random);
      if (random.nextDouble() < crossover) {
        child = crossing.of(child, tournament(random));
      }
      if (child != null && random.nextDouble() < mutation) {
        child = moves.neighbour(child);
      }
      if (child != null && book.entry(child) == null) {
        add(batch, child, "breed", tasks);
      }
    }
  }

  /** The better of two of the living, drawn at random. */
  private CollaborationGraph tournament(RandomGenerator random) {
    int one = random.nextInt(living.size());
    int other = random.nextInt(living.size());
    return living.get(Math.min(one, other)).graph(); // they stand in order
  }

  @Override
  public void tell(List<Trial> trials) {
    told++;
    Set<String> here = new HashSet<>();
    living.forEach(entry -> here.add(entry.graph().digest()));
    for (Trial trial : Trial.inOrder(trials)) {
      book.add(trial);
      here.add(trial.proposal().graph().canonical().digest());
    }
    living =
        Front.order(book, context.objective()).stream()
            .filter(entry -> here.contains(entry.graph().digest()))
            .limit(population)
            .toList();
  }
}
