package dev.collabgraph.search.strategy;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.RandomStreams.Purpose;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.candidates.GraphDraws;
import java.util.ArrayList;
import java.util.List;

/** Random search: every batch is drawn from the untrained distribution; it learns nothing. */
final class RandomStrategy implements SearchStrategy {
  private final StrategyContext context;

  private RandomStrategy(StrategyContext context) {
    this.context = context;
  }

  /** Factory of {@code random}. */
  public static final class Factory implements StrategyFactory {
    @Override
    public String id() {
      return "random";
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      return new RandomStrategy(context);
    }
  }

  @Override
  public List<Proposal> ask(Plan plan) {
    int[] tasks = context.sharedTasks(plan.iteration());
    List<Proposal> batch = new ArrayList<>();
    for (CollaborationGraph graph :
        GraphDraws.untrained(
            context.space(),
            context.random().stream(Purpose.SAMPLE, plan.iteration()),
            context.spec().graphsPerIteration())) {
      batch.add(new Proposal(graph, "sample", tasks));
    }
    return batch;
  }

  @Override
  public void tell(List<Trial> trials) {
    // The archive remembers; the next draw does not depend on it.
  }
}
