package dev.collabgraph.search.agent;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Numbers;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.RandomStreams;
import dev.collabgraph.search.RandomStreams.Purpose;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.candidates.GraphDraws;
import dev.collabgraph.search.candidates.Moves;
import dev.collabgraph.search.score.ScoreBook;
import dev.collabgraph.search.strategy.StrategyOptions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Agent-REINFORCE. Phase 1 probes single models, settles which to build with, probes the smallest
 * graphs in which they read themselves and each other, and climbs the {@link Ladder} of regular
 * graphs by expected improvement. Phase 2 repeats: feedback on all graphs so far, the agent's
 * wishes, probabilities set around each wish, one graph drawn from each. In both, graphs that lead
 * are raced on ever more tasks, and who leads is decided anew after every batch by all evidence
 * together ({@link #beliefs}).
 *
 * <p>All graphs meet the tasks in the same order, so that they can be compared in pairs and share
 * the calls of their first layers. Options: {@code insight1}, {@code insight2}, {@code insight3},
 * {@code sharing}, {@code racing} (all true) switch one part off, for ablations; {@code changes}
 * (0.3) is the expected number of choices in which a drawn graph differs from the wish.
 *
 * <p>Source: Wang et al. 2025 (arXiv 2511.00086). Departs from it: the agent's probabilities are
 * those sampled, the best graph is returned and not the last, and the agent may be rules.
 */
final class AgentReinforceStrategy implements SearchStrategy {
  /** New graphs meet this many blocks of tasks in turn: luck with one block cannot decide. */
  private static final int BLOCKS = 3;

  /** Up to this share of the search new graphs come from the ladder. */
  private static final double PHASE_ONE = 0.35;

  /** This share of a batch goes to graphs that lead already. */
  private static final double RACED = 0.75;

  private static final double RACED_WITH_ADVICE = 0.5;

  /** From this share of the search on, all of a batch does, while there are any left to race. */
  private static final double LATE = 0.4;

  /** Single models are probed on so many times the tasks of a graph. */
  private static final int SINGLES = 2;

  /**
   * So many batches meet the same first tasks: single models, the smallest graphs of the settled
   * ones, the first of the ladder. After them an agent that is a model is asked.
   */
  private static final int OPENING = 3;

  private static final int MOST_FAILURES = 4;
  private static final int REDRAWS = 4;
  private static final double MORE_CHANGES = 1.5;

  private final StrategyContext context;
  private final StrategyOptions options;
  private final Steering steering;
  private final RulesAgent agent;
  private final Ladder ladder;
  private final ScoreBook book;
  private final int[] order;
  private final boolean sharing;
  private final boolean racing;
  private final boolean mix;
  private final double changes;
  private final ArrayDeque<Trace> failures = new ArrayDeque<>();
  private final Consultation consultation;
  private final AgentPrompt prompts;
  private final ReplyReader reader;
  private String said = "";
  private int told;
  private Feedback latest;
  private Rungs rungs;

  private AgentReinforceStrategy(StrategyContext context) {
    this.context = context;
    this.options = new StrategyOptions(context.spec().strategyOptions());
    this.mix = options.flag("insight1", true);
    this.sharing = options.flag("sharing", true);
    this.racing = options.flag("racing", true);
    this.changes = options.number("changes", 0.3, 0.001, 10);
    this.consultation = context.advisor().map(Consultation::new).orElse(null);
    this.prompts = new AgentPrompt(context.space(), context.objective());
    this.reader = new ReplyReader(context.space());
    this.steering = new Steering(context.space());
    Moves.Insights insights =
        new Moves.Insights(mix, options.flag("insight2", true), options.flag("insight3", true));
    this.agent = new RulesAgent(context.space(), insights);
    this.ladder = new Ladder(context.space(), insights);
    this.book = new ScoreBook(context.objective());
    this.order =
        RandomStreams.draw(
            context.random().stream(Purpose.TASKS, 0),
            context.searchTasks(),
            context.searchTasks());
  }

  /** Factory of {@code agent-reinforce}. */
  public static final class Factory implements StrategyFactory {
    @Override
    public String id() {
      return "agent-reinforce";
    }

    @Override
    public Set<String> optionKeys() {
      return Set.of("insight1", "insight2", "insight3", "sharing", "racing", "changes");
    }

    @Override
    public boolean usesAgent() {
      return true;
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      return new AgentReinforceStrategy(context);
    }
  }

  @Override
  public List<Proposal> ask(Plan plan) {
    book.turn(context.random().stream(Purpose.DIRECTION, plan.iteration()));
    RandomGenerator random = context.random().stream(Purpose.DECIDE, plan.iteration());
    List<CollaborationGraph> opening = mix ? opening() : List.of();
    if (!opening.isEmpty()) {
      return probe(opening, plan);
    }
    return book.entries().isEmpty() ? untrained(plan) : steered(plan, random);
  }

  /** What phase 1 begins with, if it has not: single models, then the smallest graphs of some. */
  private List<CollaborationGraph> opening() {
    if (told == 0) {
      List<CollaborationGraph> singles = ladder.singles();
      return singles.isEmpty() ? ladder.smallest(agent.models()) : singles;
    }
    if (rungs != null || book.entries().isEmpty()) {
      return List.of();
    }
    List<Integer> leading = agent.settleModels(feedback());
    said = agent.reason();
    rungs = new Rungs(ladder.all(leading), new GraphFeatures(context.space()));
    return ladder.smallest(leading).stream().filter(graph -> book.entry(graph) == null).toList();
  }

  private Feedback feedback() {
    if (context.objective().front() || latest == null) {
      latest = Feedback.of(book, context.space(), List.copyOf(failures));
    }
    return latest;
  }

  /** Single models on more tasks than the others: all that follows is built of their answers. */
  private List<Proposal> probe(List<CollaborationGraph> graphs, Plan plan) {
    int[] tasks = firstTasks(plan);
    int[] more =
        sharing ? Arrays.copyOf(order, Math.min(order.length, SINGLES * tasks.length)) : tasks;
    return graphs.stream()
        .map(graph -> new Proposal(graph, "probe", graph.size() == 1 ? more : tasks))
        .toList();
  }

  private List<Proposal> untrained(Plan plan) {
    int[] tasks = firstTasks(plan);
    return GraphDraws.untrained(
            context.space(),
            context.random().stream(Purpose.SAMPLE, plan.iteration()),
            context.spec().graphsPerIteration())
        .stream()
        .map(graph -> new Proposal(graph, "sample", tasks))
        .toList();
  }

  /** The two properties that most surely go along with a high score. */
  private static String strongest(Feedback feedback) {
    List<String> found =
        feedback.effects().stream()
            .filter(effect -> effect.low() > 0)
            .sorted(Comparator.comparingDouble((Feedback.Effect effect) -> -effect.low()))
            .limit(2)
            .map(effect -> effect.property() + " (" + Numbers.points(effect.value()) + ")")
            .toList();
    return found.isEmpty() ? "" : "Phase 1: high scores go along with " + String.join(", ", found);
  }

  private List<Proposal> steered(Plan plan, RandomGenerator random) {
    int size = context.spec().graphsPerIteration();
    int races = racing && sharing ? (int) Math.ceil(size * raced(plan)) : 0;
    Feedback feedback = feedback();
    if (mix && told == OPENING) {
      said = strongest(feedback);
    }
    Map<String, Proposal> batch = new LinkedHashMap<>();
    for (CollaborationGraph leader : agent.leaders(feedback, order.length)) {
      if (batch.size() < races) {
        batch.put(leader.digest(), new Proposal(leader, "race", moreTasks(book.entry(leader))));
      }
    }
    RandomGenerator draws = context.random().stream(Purpose.SAMPLE, plan.iteration());
    int[] tasks = firstTasks(plan);
    if (rungs != null && plan.used() < PHASE_ONE && (consultation == null || told < OPENING)) {
      for (CollaborationGraph rung :
          rungs.next(feedback, agent.surrogate(feedback), size - batch.size(), tasks.length)) {
        batch.put(rung.digest(), new Proposal(rung, "probe", tasks));
      }
    }
    for (Drawing wish : drawings(feedback, plan, size - batch.size(), random)) {
      CollaborationGraph drawn = draw(wish, batch.keySet(), draws);
      if (drawn != null) {
        batch.put(drawn.digest(), new Proposal(drawn, "sample", tasks));
      }
    }
    return List.copyOf(batch.values());
  }

  /** Which share of a batch is raced; a model that is paid for its advice is asked for the rest. */
  private double raced(Plan plan) {
    if (consultation != null) {
      return RACED_WITH_ADVICE;
    }
    return plan.used() < LATE ? RACED : 1;
  }

  /** Draws a graph from probabilities the agent set. */
  private interface Drawing {
    CollaborationGraph draw(double changes, RandomGenerator random);
  }

  /** What the agent wants drawn: the model's answer if there is a valid one, else the rules'. */
  private List<Drawing> drawings(Feedback feedback, Plan plan, int count, RandomGenerator random) {
    if (consultation != null && count > 0) {
      String prompt = prompts.steer(feedback, plan.callsUsed(), count);
      Optional<ReplyReader.Advice> advice =
          consultation.ask(plan.iteration(), prompt, reader::read);
      said = consultation.line();
      if (advice.isPresent()) {
        List<Blueprint> graphs = advice.get().graphs();
        return IntStream.range(0, count)
            .mapToObj(i -> graphs.get(i % graphs.size()))
            .map(
                blueprint -> (Drawing) (allowed, draws) -> steering.draw(blueprint, allowed, draws))
            .toList();
      }
    }
    return agent.wishes(feedback, count, plan.used(), random).stream()
        .map(wish -> (Drawing) (allowed, draws) -> steering.draw(wish, allowed, draws))
        .toList();
  }

  /** A graph drawn around a wish that nobody has tried yet; null if none turns up. */
  private CollaborationGraph draw(Drawing wish, Set<String> taken, RandomGenerator random) {
    for (int i = 0; i < REDRAWS; i++) {
      double allowed = i < 2 ? changes : MORE_CHANGES * i;
      CollaborationGraph drawn = wish.draw(allowed, random).canonical();
      if (!taken.contains(drawn.digest()) && book.entry(drawn) == null) {
        return drawn;
      }
    }
    return null;
  }

  /**
   * The tasks of a graph's first trial: one of a few blocks in turn, the same for a whole batch.
   */
  private int[] firstTasks(Plan plan) {
    int size = Math.min(context.spec().tasksPerGraph(), order.length);
    if (!sharing) {
      return context.sharedTasks(plan.iteration());
    }
    int blocks = Math.min(BLOCKS, order.length / size);
    int from = told < OPENING ? 0 : told % blocks * size;
    return Arrays.copyOfRange(order, from, from + size);
  }

  /** As many tasks as a graph has seen, none of them seen. */
  private int[] moreTasks(ScoreBook.Entry entry) {
    Map<Integer, Double> seen = entry.scoreByTask();
    return Arrays.stream(order)
        .filter(task -> !seen.containsKey(task))
        .limit(seen.size())
        .toArray();
  }

  @Override
  public void tell(List<Trial> anyOrder) {
    List<Trial> trials = Trial.inOrder(anyOrder);
    trials.forEach(book::add);
    for (Trial trial : trials) {
      failures.addAll(trial.failures());
    }
    while (failures.size() > MOST_FAILURES) {
      failures.removeFirst();
    }
    latest = null;
    told++;
  }

  @Override
  public List<Belief> beliefs() {
    if (context.objective().front() || book.entries().isEmpty()) {
      return List.of();
    }
    return agent.beliefs(feedback());
  }

  @Override
  public String explain() {
    String text = said;
    said = "";
    return text;
  }
}
