package dev.collabgraph.search;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.SuiteDefinition.Scoring;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import dev.collabgraph.suite.SuiteDefinition.Spend;
import dev.collabgraph.suite.SuiteDefinition.Splits;
import java.util.List;

/**
 * Everything that can change the outcome of a search, as it was really used: defaults filled in,
 * slots counted, tokens measured, roles masked. Immutable.
 *
 * @param search strategy, budget, topology and knobs; {@code slots} is resolved
 * @param spend caps of the whole search
 * @param splits numbers of tasks and the seed of their assignment
 * @param scorer type and options
 * @param inputTokens A of the cost model
 * @param outputTokens B of the cost model
 * @param tokensMeasured whether A and B come from a probe rather than the suite file
 * @param unitCost what one unit is in the metric's own unit
 * @param roles the roles a graph may use, those masked for want of a comparing scorer left out
 * @param models the pool
 * @param providers those the suite declares, in file order
 */
public record SearchSettings(
    SearchSpec search,
    Spend spend,
    Splits splits,
    Scoring scorer,
    double inputTokens,
    double outputTokens,
    boolean tokensMeasured,
    double unitCost,
    List<Role> roles,
    List<ModelSpec> models,
    List<ProviderSpec> providers) {
  public SearchSettings {
    roles = List.copyOf(roles);
    models = List.copyOf(models);
    providers = List.copyOf(providers);
  }
}
