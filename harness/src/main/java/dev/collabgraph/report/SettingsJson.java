package dev.collabgraph.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.distribution.Topology;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.search.SearchSettings;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import dev.collabgraph.suite.SuiteDefinition.Spend;
import java.util.Map;
import java.util.TreeMap;

/** The {@code settings} of {@code result.json}: as they were used. */
final class SettingsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SettingsJson() {}

  static ObjectNode of(SearchSettings settings) {
    ObjectNode node = JSON.createObjectNode();
    search(node.putObject("search"), settings.search());
    node.putObject("splits")
        .put("search", settings.splits().search())
        .put("validation", settings.splits().validation())
        .put("test", settings.splits().test())
        .put("seed", settings.splits().seed());
    ObjectNode scorer = node.putObject("scorer");
    scorer.put("type", settings.scorer().type());
    scorer.set("options", options(settings.scorer().options()));
    ObjectNode tokens = node.putObject("tokens");
    ResultJson.number(tokens, "input", settings.inputTokens());
    ResultJson.number(tokens, "output", settings.outputTokens());
    tokens.put("measured", settings.tokensMeasured());
    ResultJson.number(node, "unitCost", settings.unitCost());
    spend(node.putObject("spend"), settings.spend());
    ArrayNode roles = node.putArray("roles");
    settings.roles().forEach(role -> role(roles.addObject(), role));
    ArrayNode models = node.putArray("models");
    settings.models().forEach(model -> model(models.addObject(), model));
    ArrayNode providers = node.putArray("providers");
    settings.providers().forEach(provider -> provider(providers.addObject(), provider));
    return node;
  }

  private static void search(ObjectNode node, SearchSpec spec) {
    node.put("strategy", spec.strategy());
    ObjectNode budget = node.putObject("budget");
    budget.put("metric", spec.metric());
    ResultJson.number(budget, "units", spec.units());
    ObjectNode objective = node.putObject("objective");
    new TreeMap<>(spec.objective())
        .forEach((name, weight) -> ResultJson.number(objective, name, weight));
    if (!spec.pareto().isEmpty()) {
      objective.removeAll();
      ArrayNode pareto = objective.putArray("pareto");
      spec.pareto().forEach(pareto::add);
    }
    if (!spec.constraints().isEmpty()) {
      ArrayNode constraints = node.putArray("constraints");
      spec.constraints().forEach(constraints::add);
    }
    topology(node.putObject("topology"), spec.topology());
    node.put("slots", spec.slots());
    node.put("slotOrder", ResultJson.name(spec.slotOrder()));
    node.put("agent", spec.agent());
    node.put("iterations", spec.iterations());
    node.put("graphsPerIteration", spec.graphsPerIteration());
    node.put("tasksPerGraph", spec.tasksPerGraph());
    node.put("finalists", spec.finalists());
    node.put("seed", spec.seed());
    node.set("options", options(spec.strategyOptions()));
  }

  private static void topology(ObjectNode node, Topology topology) {
    node.put("shape", ResultJson.name(topology.shape()));
    node.put("maxDepth", topology.maxDepth());
    node.put("maxWidth", topology.maxWidth());
    node.put("maxInDegree", topology.maxInDegree());
    node.put("sinkRole", topology.sinkRole());
    node.put("sinkModel", topology.sinkModel());
    node.put("sinkMinInputs", topology.sinkMinInputs());
  }

  private static void spend(ObjectNode node, Spend spend) {
    node.put("calls", spend.calls());
    node.put("usd", spend.usd());
    node.put("minutes", spend.minutes());
  }

  private static void role(ObjectNode node, Role role) {
    node.put("name", role.name());
    node.put("kind", ResultJson.name(role.kind()));
    node.put("prompt", role.prompt());
    node.put("promptWithInputs", role.promptWithInputs());
    node.put("minInputs", role.minInputs());
    node.put("maxInputs", role.maxInputs() == Role.UNLIMITED ? null : role.maxInputs());
    node.put("topK", role.topK() == 0 ? null : role.topK());
  }

  private static void model(ObjectNode node, ModelSpec model) {
    node.put("id", model.id());
    node.put("family", model.family());
    node.put("provider", model.provider());
    node.put("name", model.name());
    if (model.architecture() != null) {
      ResultJson.number(node, "params", model.architecture().params());
      node.put("layers", model.architecture().layers());
      node.put("hidden", model.architecture().hidden());
    }
    if (model.price() != null) {
      ObjectNode price = node.putObject("price");
      ResultJson.number(price, "input", model.price().input());
      ResultJson.number(price, "output", model.price().output());
    }
    ResultJson.number(node, "temperature", model.sampling().temperature());
    node.put("maxTokens", model.sampling().maxTokens());
    node.put("topP", model.sampling().topP());
    ArrayNode stop = node.putArray("stop");
    model.sampling().stop().forEach(stop::add);
    ResultJson.number(node, "rank", model.rank());
  }

  private static void provider(ObjectNode node, ProviderSpec provider) {
    node.put("id", provider.id());
    node.put("type", provider.type());
    node.set(
        "options",
        options(new GraphDocument.Provider(provider.type(), provider.options()).options()));
  }

  private static ObjectNode options(Map<String, Object> options) {
    return JSON.valueToTree(new TreeMap<>(options));
  }
}
