package dev.collabgraph.search.strategy;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.search.Numbers;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.candidates.GraphEnumeration;
import java.util.Locale;
import java.util.Set;

/**
 * Tries every graph of the space, for spaces small enough; refuses larger ones. Graphs that differ
 * only in the order of their nodes count once. Survivors are raced by {@link Elimination}. Option:
 * {@code most} (500) graphs, from 1 to 5,000.
 */
final class ExhaustiveStrategy {
  private ExhaustiveStrategy() {}

  /** Factory of {@code exhaustive}. */
  public static final class Factory implements StrategyFactory {
    @Override
    public String id() {
      return "exhaustive";
    }

    @Override
    public Set<String> optionKeys() {
      return Set.of("most");
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      int most =
          (int) new StrategyOptions(context.spec().strategyOptions()).number("most", 500, 1, 5000);
      GraphEnumeration.Found found = GraphEnumeration.of(context.space(), most);
      if (!found.complete()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the space is too large to try every graph: with %s units, %d slots, %d roles and"
                    + " %d models it holds %s graphs, expected at most %d. Lower"
                    + " search.budget.units or search.slots, or take another strategy.",
                Numbers.plain(CostTable.units(context.space().limit())),
                context.space().slots(),
                context.space().roleCount(),
                context.space().modelCount(),
                found.graphs().size() > most
                    ? "more than " + most
                    : found.graphs().size() + " or more",
                most));
      }
      return new Elimination(
          context,
          "exhaustive: all %s graphs of the space".formatted(found.graphs().size()),
          found.graphs());
    }
  }
}
