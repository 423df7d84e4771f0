package dev.collabgraph.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.suite.scoring.Scorers;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The JSON Schema (draft 2020-12) of suite files, for editors. Generated from the same key lists
 * that {@link SuiteLoader} reads with; the options of readers and scorers on the class path are in
 * it. What a schema cannot say (references between sections, templates) only the loader checks.
 */
public final class SuiteSchema {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private SuiteSchema() {}

  /** The schema as indented JSON; equal for equal class paths. */
  public static String json() {
    try {
      return JSON.writeValueAsString(schema()).replace("\r\n", "\n") + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of strings and numbers can be written.", e);
    }
  }

  static ObjectNode schema() {
    ObjectNode root =
        section("A declared suite of tasks, models and a search over them.", SuiteKeys.ROOT);
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Collabgraph suite");
    required(root, "suite", "tasks", "scorer", "providers", "models", "search");
    ObjectNode keys = (ObjectNode) root.get("properties");
    set(
        keys,
        "suite",
        text("Name of the suite; names its output folder.")
            .put("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"));
    set(keys, "tasks", tasks());
    set(keys, "splits", splits());
    set(keys, "scorer", scorer());
    set(keys, "roles", roles());
    ObjectNode providers = map("Providers by id.", provider());
    providers.put("minProperties", 1);
    set(keys, "providers", providers);
    set(keys, "models", list("The pool.", model()).put("minItems", 1));
    set(keys, "search", search());
    ObjectNode spend = section("Hard caps of a whole search, agent included.", SuiteKeys.SPEND);
    set(spend, "calls", whole("Most calls.", 1));
    set(spend, "usd", above("Most US dollars."));
    set(spend, "minutes", above("Most minutes."));
    set(keys, "spend", spend);
    return root;
  }

  private static ObjectNode node(String type, String description) {
    return JSON.createObjectNode().put("type", type).put("description", description);
  }

  private static ObjectNode text(String description) {
    return node("string", description);
  }

  private static ObjectNode whole(String description, long least) {
    return node("integer", description).put("minimum", least);
  }

  private static ObjectNode number(String description, double least) {
    return node("number", description).put("minimum", least);
  }

  private static ObjectNode above(String description) {
    return node("number", description).put("exclusiveMinimum", 0);
  }

  private static ObjectNode word(String description, Collection<String> words) {
    ObjectNode node = text(description);
    ArrayNode list = node.putArray("enum");
    words.forEach(list::add);
    return node;
  }

  private static ObjectNode list(String description, ObjectNode items) {
    ObjectNode node = node("array", description);
    node.set("items", items);
    return node;
  }

  private static ObjectNode map(String description, ObjectNode values) {
    ObjectNode node = node("object", description);
    node.set("additionalProperties", values);
    return node;
  }

  /** An object with these keys and no others; what they hold is set by {@link #set}. */
  private static ObjectNode section(String description, Collection<String> keys) {
    ObjectNode node = node("object", description).put("additionalProperties", false);
    ObjectNode properties = node.putObject("properties");
    keys.forEach(properties::putObject);
    return node;
  }

  /** Sets a key of a section, or of a map of properties; the key must be one of its own. */
  private static void set(ObjectNode section, String key, ObjectNode value) {
    ObjectNode properties =
        section.has("properties") && section.get("properties").has(key)
            ? (ObjectNode) section.get("properties")
            : section;
    if (!properties.has(key)) {
      throw new IllegalStateException("The loader does not know the key " + key + ".");
    }
    properties.set(key, value);
  }

  private static void required(ObjectNode section, String... keys) {
    ArrayNode list = section.putArray("required");
    List.of(keys).forEach(list::add);
  }

  private static ObjectNode tasks() {
    TreeSet<String> options = new TreeSet<>(SuiteKeys.TASKS);
    for (String format : TaskReaders.formats()) {
      options.addAll(TaskReaders.of(format).optionKeys());
    }
    ObjectNode tasks = section("Where the tasks come from.", options);
    required(tasks, "format");
    set(tasks, "format", word("How the data is written.", TaskReaders.formats()));
    set(tasks, "inputTokens", above("Average tokens of a question; measured when absent."));
    set(tasks, "outputTokens", above("Average tokens of an answer; measured when absent."));
    return tasks;
  }

  private static ObjectNode splits() {
    ObjectNode splits = section("Sizes of the disjoint parts of the tasks.", SuiteKeys.SPLITS);
    set(splits, "search", whole("Tasks to search on; default 200.", 1));
    set(splits, "validation", whole("Tasks to choose finalists on; default 100.", 0));
    set(splits, "test", whole("Tasks for the final figures; default 400.", 0));
    set(splits, "seed", node("integer", "Seed of the assignment; default 1."));
    return splits;
  }

  private static ObjectNode scorer() {
    TreeSet<String> options = new TreeSet<>(SuiteKeys.SCORER);
    Scorers.types().forEach(type -> options.addAll(Scorers.factory(type).optionKeys()));
    ObjectNode scorer = section("How answers are judged.", options);
    required(scorer, "type");
    ObjectNode type = word("Which scorer.", Scorers.types());
    set(scorer, "type", type);
    ObjectNode either = JSON.createObjectNode();
    either.putArray("anyOf").add(type.deepCopy()).add(scorer);
    return either;
  }

  private static ObjectNode roles() {
    ObjectNode role = section("A role; a built-in one is left out by null.", SuiteKeys.ROLE);
    role.putArray("type").add("object").add("null");
    set(role, "kind", word("Whether it asks a model.", SuiteKeys.KINDS));
    set(role, "prompt", text("Template without inputs."));
    set(role, "promptWithInputs", text("Template with inputs."));
    set(role, "minInputs", whole("Fewest inputs.", 0));
    set(role, "maxInputs", whole("Most inputs.", 0));
    set(role, "topK", whole("Inputs it reads; 0 = all.", 0));
    return map("Roles by name.", role);
  }

  private static ObjectNode provider() {
    ObjectNode provider = node("object", "A provider; further keys are its own.");
    provider.putObject("properties").set("type", text("Which provider serves it."));
    required(provider, "type");
    return provider;
  }

  private static ObjectNode model() {
    ObjectNode model = section("A model of the pool.", SuiteKeys.MODEL);
    required(model, "id");
    set(model, "id", text("Unique; what graphs and reports name."));
    set(model, "family", text("Models of one family differ in size; default: the id."));
    set(model, "provider", text("Id of its provider; default: the only one."));
    set(model, "name", text("What the provider calls it; default: the id."));
    set(model, "params", above("Non-embedding parameters."));
    set(model, "layers", whole("Layers.", 1));
    set(model, "hidden", whole("Hidden size.", 1));
    ObjectNode price = section("US dollars for a million tokens.", SuiteKeys.PRICE);
    set(price, "input", number("Of prompt tokens.", 0));
    set(price, "output", number("Of completion tokens.", 0));
    required(price, "input", "output");
    set(model, "price", price);
    set(model, "rank", node("number", "Breaks ties of a vote; default: params."));
    set(model, "temperature", number("From 0 to 2; default 0.7.", 0).put("maximum", 2));
    set(model, "maxTokens", whole("Most tokens of an answer; default 1024.", 1));
    set(model, "topP", above("Nucleus mass.").put("maximum", 1));
    ObjectNode stop = JSON.createObjectNode().put("description", "Texts that end an answer.");
    stop.putArray("anyOf").add(text("One text.")).add(list("Several.", text("A text.")));
    set(model, "stop", stop);
    return model;
  }

  private static ObjectNode search() {
    ObjectNode search = section("What to search and how.", SuiteKeys.SEARCH);
    required(search, "budget");
    set(search, "strategy", text("Id of the strategy; default agent-reinforce."));
    ObjectNode budget = section("Per graph and task, hard.", SuiteKeys.BUDGET);
    set(budget, "metric", word("What is counted; default flops.", SuiteKeys.METRICS));
    set(
        budget,
        "units",
        number("In units: calls of the cheapest model.", 1).put("maximum", 1_000_000));
    ObjectNode sweep = list("A search for each.", number("Units.", 1).put("maximum", 1_000_000));
    set(budget, "sweep", sweep.put("minItems", 2).put("uniqueItems", true));
    ArrayNode oneBudgetOrMore = budget.putArray("anyOf");
    required(oneBudgetOrMore.addObject(), "units");
    required(oneBudgetOrMore.addObject(), "sweep");
    set(search, "budget", budget);
    ObjectNode objective = section("Weights.", SuiteKeys.OBJECTIVE);
    SuiteKeys.OBJECTIVE.forEach(name -> set(objective, name, node("number", "Weight.")));
    ObjectNode front = node("object", "A front in place of one number.");
    front.put("additionalProperties", false);
    ObjectNode measures = list("Accuracy and others.", word("Measure.", SuiteKeys.MEASURES));
    measures.put("minItems", 2).put("uniqueItems", true);
    front.putObject("properties").set(SuiteKeys.PARETO, measures);
    required(front, SuiteKeys.PARETO);
    ObjectNode wanted = JSON.createObjectNode();
    wanted.putArray("anyOf").add(objective).add(front);
    set(search, "objective", wanted);
    ObjectNode bound = text("Such as latencySeconds <= 5.");
    bound.put("pattern", "^\\s*(accuracy|latencySeconds|cost)\\s*(<=|>=)\\s*[-+0-9.eE]+\\s*$");
    set(search, "constraints", list("Bounds a graph must keep.", bound));
    ObjectNode topology = section("Constraints on graphs.", SuiteKeys.TOPOLOGY);
    ObjectNode shape = word("Family of graphs; default free.", SuiteKeys.SHAPES);
    set(topology, "shape", shape);
    set(topology, "maxDepth", whole("Most levels.", 1));
    set(topology, "maxWidth", whole("Most nodes on a level.", 1));
    set(topology, "maxInDegree", whole("Most inputs of a node.", 1));
    ObjectNode sink = section("The node that answers.", SuiteKeys.SINK);
    set(sink, "role", text("Its role."));
    set(sink, "model", text("Its model."));
    set(sink, "minInputs", whole("Fewest inputs.", 0));
    set(topology, "sink", sink);
    ObjectNode either = JSON.createObjectNode();
    either.putArray("anyOf").add(shape.deepCopy()).add(topology);
    set(search, "topology", either);
    ObjectNode slots = JSON.createObjectNode().put("description", "Most nodes; default auto.");
    slots.putArray("anyOf").add(word("From the budget.", List.of("auto"))).add(whole("Number.", 1));
    set(search, "slots", slots);
    set(search, "slotOrder", word("Order of slots; default fixed.", SuiteKeys.SLOT_ORDERS));
    set(search, "agent", text("rules, or the id of a model."));
    set(search, "iterations", whole("Default 10.", 1));
    set(search, "graphsPerIteration", whole("Default 8.", 1));
    set(search, "tasksPerGraph", whole("Default 20.", 1));
    set(search, "finalists", whole("Default 5.", 1));
    set(search, "seed", node("integer", "Root of every random stream; default 1."));
    set(search, "options", node("object", "Further knobs of the strategy."));
    return search;
  }
}
