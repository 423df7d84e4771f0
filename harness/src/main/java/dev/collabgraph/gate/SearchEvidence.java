package dev.collabgraph.gate;

import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What a gate takes from a search's {@code result.json}.
 *
 * @param suite name of the suite
 * @param engine name and version of the engine that searched
 * @param conclusive whether there is a winner with a score
 * @param tasksDigest digest of the tasks and their split
 * @param prompts roles by name as they were used
 * @param models models by id as they were used
 * @param providers types and options of providers by id, keys left out
 * @param scorer type and options of the scorer
 * @param budget metric and units of the budget
 * @param score of the winner on {@code split}; all its numbers are NaN if inconclusive
 * @param split {@code test}, or {@code validation} if the test split is empty
 * @param declaredUnits declared cost of the winner
 * @param measuredUnits the same as counted; NaN if unknown
 * @param latencySeconds mean of the winner; NaN if unknown
 * @param bestBaseline name of the baseline compared with; null if none
 * @param lead winner minus best baseline, a share
 */
public record SearchEvidence(
    String suite,
    String engine,
    boolean conclusive,
    String tasksDigest,
    Map<String, List<String>> prompts,
    Map<String, List<String>> models,
    Map<String, List<String>> providers,
    List<String> scorer,
    List<String> budget,
    Numbers score,
    String split,
    double declaredUnits,
    double measuredUnits,
    double latencySeconds,
    String bestBaseline,
    Numbers lead) {

  /**
   * A number with its 95 % interval; NaN where unknown.
   *
   * @param n tasks it rests on; 0 if not told
   */
  public record Numbers(double value, double low, double high, int n) {
    static final Numbers NONE = new Numbers(Double.NaN, Double.NaN, Double.NaN, 0);
  }

  /**
   * Reads a file.
   *
   * @throws GateException if it is missing, unreadable or no result, naming file and place
   */
  public static SearchEvidence read(Path file) {
    return read(StrictJson.file(file, "result"));
  }

  static SearchEvidence read(StrictJson root) {
    root.version(1);
    StrictJson settings = root.object("settings");
    boolean ok = root.text("status").equals("ok");
    StrictJson winner = ok ? root.object("winner") : null;
    String split = ok && winner.object("test").whole("n", 0) > 0 ? "test" : "validation";
    StrictJson verdict = root.object("verdict");
    return new SearchEvidence(
        root.text("suite"),
        root.text("engine"),
        ok,
        root.object("digests").text("tasks"),
        prompts(settings),
        models(settings),
        providers(settings),
        typed(
            settings.object("scorer").text("type"),
            settings.object("scorer").plainObject("options")),
        budget(settings.object("search").object("budget")),
        ok ? numbers(winner.object(split), "score") : Numbers.NONE,
        split,
        ok ? winner.object("cost").numberOrNaN("units", 0) : Double.NaN,
        ok ? winner.object("cost").numberOrNaN("measured", 0) : Double.NaN,
        ok ? winner.numberOrNaN("latencySeconds", 0) : Double.NaN,
        verdict.textOrNull("bestBaseline"),
        numbers(verdict.object("difference"), "value"));
  }

  private static Numbers numbers(StrictJson json, String value) {
    return new Numbers(
        json.numberOrNaN(value, -1),
        json.numberOrNaN("low", -1),
        json.numberOrNaN("high", -1),
        json.has("n") ? json.whole("n", 0) : 0);
  }

  private static Map<String, List<String>> prompts(StrictJson settings) {
    Map<String, List<String>> prompts = new LinkedHashMap<>();
    for (StrictJson role : settings.objects("roles")) {
      prompts.put(
          role.text("name"),
          parts(
              role.text("kind"),
              role.textOrNull("prompt"),
              role.textOrNull("promptWithInputs"),
              role.whole("minInputs", 0),
              role.has("maxInputs") ? role.whole("maxInputs", 0) : Role.UNLIMITED,
              role.has("topK") ? role.whole("topK", 0) : 0));
    }
    return prompts;
  }

  private static List<String> parts(Role role) {
    return parts(
        Json.name(role.kind()),
        role.prompt(),
        role.promptWithInputs(),
        role.minInputs(),
        role.maxInputs(),
        role.topK());
  }

  private static Map<String, List<String>> models(StrictJson settings) {
    Map<String, List<String>> models = new LinkedHashMap<>();
    for (StrictJson model : settings.objects("models")) {
      models.put(
          model.text("id"),
          parts(
              model.text("provider"),
              model.text("name"),
              model.numberOrNaN("temperature", 0),
              model.whole("maxTokens", 1),
              model.has("topP") ? model.numberOrNaN("topP", 0) : null,
              model.has("stop") ? model.listOfTexts("stop") : List.of()));
    }
    return models;
  }

  private static List<String> parts(ModelSpec model) {
    ModelSpec.Sampling sampling = model.sampling();
    return parts(
        model.provider(),
        model.name(),
        sampling.temperature(),
        sampling.maxTokens(),
        sampling.topP(),
        sampling.stop());
  }

  private static Map<String, List<String>> providers(StrictJson settings) {
    Map<String, List<String>> providers = new LinkedHashMap<>();
    for (StrictJson provider : settings.objects("providers")) {
      providers.put(
          provider.text("id"), typed(provider.text("type"), provider.plainObject("options")));
    }
    return providers;
  }

  private static List<String> budget(StrictJson budget) {
    return parts(budget.text("metric"), budget.numberOrNaN("units", 0));
  }

  /** Options as a digest, in which the order of keys does not matter. */
  private static List<String> typed(String type, Map<String, Object> options) {
    return parts(type, new Sha256().add(options).hex());
  }

  private static List<String> parts(Object... parts) {
    return Arrays.stream(parts).map(String::valueOf).toList();
  }

  /**
   * What the result was made from and is no longer so, sorted: {@code budget}, {@code engine},
   * {@code models} (with their sampling and providers), {@code prompts} (with the inputs a role
   * takes), {@code scorer}, {@code tasks}.
   *
   * @param tasks digest of the present tasks
   */
  public List<String> differing(SuiteDefinition present, String tasks) {
    TreeSet<String> differing = new TreeSet<>();
    note(differing, "engine", engine.equals(Engine.name()));
    note(differing, "tasks", tasksDigest.equals(tasks));
    note(
        differing,
        "scorer",
        scorer.equals(typed(present.scorer().type(), present.scorer().options())));
    note(
        differing,
        "budget",
        budget.equals(parts(present.search().metric(), present.search().units())));
    Map<String, List<String>> nowModels = new LinkedHashMap<>();
    Map<String, List<String>> nowProviders = new LinkedHashMap<>();
    for (ModelSpec model : present.models()) {
      nowModels.put(model.id(), parts(model));
      ProviderSpec spec = present.providers().get(model.provider());
      GraphDocument.Provider shown = new GraphDocument.Provider(spec.type(), spec.options());
      nowProviders.put(spec.id(), typed(shown.type(), shown.options()));
    }
    note(
        differing,
        "models",
        models.equals(nowModels) && providers.entrySet().containsAll(nowProviders.entrySet()));
    note(
        differing,
        "prompts",
        present.roles().stream().allMatch(this::known)
            && present.roles().stream().map(Role::name).toList().containsAll(prompts.keySet()));
    return List.copyOf(differing);
  }

  /** A vote is left out of a search whose scorer cannot compare answers. */
  private boolean known(Role role) {
    List<String> then = prompts.get(role.name());
    return then == null ? !role.calls() : Objects.equals(then, parts(role));
  }

  private static void note(TreeSet<String> differing, String name, boolean same) {
    if (!same) {
      differing.add(name);
    }
  }
}
