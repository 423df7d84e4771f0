package dev.collabgraph.search.strategy;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.candidates.FixedGraphs;
import dev.collabgraph.search.candidates.FixedShape;
import java.util.List;

/**
 * The strategies {@code fixed:<shape>}: no search over topologies, only over sizes and mixes of
 * models. Tries all graphs of {@link FixedGraphs} by {@link Elimination}.
 */
final class FixedStrategy {
  private FixedStrategy() {}

  /** Factory of one shape. */
  abstract static class Factory implements StrategyFactory {
    private final FixedShape shape;

    Factory(FixedShape shape) {
      this.shape = shape;
    }

    @Override
    public String id() {
      return "fixed:" + shape.id();
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      List<CollaborationGraph> graphs = FixedGraphs.of(context.space(), shape);
      if (graphs.isEmpty()) {
        throw new IllegalArgumentException(
            ("no graph of this shape keeps search.topology and its limits (%s)."
                    + " Loosen search.topology or take another strategy.")
                .formatted(
                    context.space().topology().shape().name().toLowerCase(java.util.Locale.ROOT)));
      }
      return new Elimination(
          context,
          "%s: %s graphs, every mix at the largest size that fits%s"
              .formatted(
                  id(), graphs.size(), shape == FixedShape.COMPLETE ? "" : " and at smaller ones"),
          graphs);
    }
  }

  /** Factory of {@code fixed:chain}. */
  public static final class Chain extends Factory {
    public Chain() {
      super(FixedShape.CHAIN);
    }
  }

  /** Factory of {@code fixed:tree}. */
  public static final class Tree extends Factory {
    public Tree() {
      super(FixedShape.TREE);
    }
  }

  /** Factory of {@code fixed:star}. */
  public static final class Star extends Factory {
    public Star() {
      super(FixedShape.STAR);
    }
  }

  /** Factory of {@code fixed:layered}. */
  public static final class Layered extends Factory {
    public Layered() {
      super(FixedShape.LAYERED);
    }
  }

  /** Factory of {@code fixed:complete}. */
  public static final class Complete extends Factory {
    public Complete() {
      super(FixedShape.COMPLETE);
    }
  }

  /** Factory of {@code fixed:depth-parallel}. */
  public static final class DepthParallel extends Factory {
    public DepthParallel() {
      super(FixedShape.DEPTH_PARALLEL);
    }
  }

  /** Factory of {@code fixed:width-chains}. */
  public static final class WidthChains extends Factory {
    public WidthChains() {
      super(FixedShape.WIDTH_CHAINS);
    }
  }
}
