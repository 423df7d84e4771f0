package dev.collabgraph.suite;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.scoring.ScorerFactory;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a suite file strictly: every unknown key, wrong type, value out of range, unknown provider,
 * model, role or template variable is an error that names its file, line and column (or the {@code
 * -Dcollabgraph.set.} property that set it) and a repair. Needs neither tasks nor providers to be
 * there.
 *
 * <p>Defaults: splits 200 search, 100 validation, 400 test, seed 1; roles assistant, fuser and vote
 * (changed by key, left out by {@code name: null}); a model's provider is the only one declared,
 * its name and family its id; search: see {@link SuiteDefinition.SearchSpec}.
 */
public final class SuiteLoader {
  private static final String EXAMPLE_TASKS =
      "Maybe add: tasks: {format: jsonl, path: data/tasks.jsonl}";

  private SuiteLoader() {}

  /**
   * Reads {@code file}.
   *
   * @param overrides values by path, as in {@code search.budget.units=42}; may be empty
   * @throws SuiteException with one clear message
   */
  public static SuiteDefinition load(Path file, Map<String, String> overrides) {
    YamlValue tree = YamlParser.parse(DataFiles.text(file), file.toString());
    if (!(tree instanceof YamlValue.Mapping mapping)) {
      throw new SuiteException(
          "The document is %s, expected a map of keys. (%s) Maybe start with: suite: my-suite"
              .formatted(tree.describe(), tree.place()));
    }
    try {
      return read(file, Options.of(Overrides.apply(mapping, overrides), ""));
    } catch (OptionException e) {
      throw new SuiteException(e.getMessage(), e);
    }
  }

  /**
   * The budgets of {@code search.budget.sweep}, ascending.
   *
   * @return empty if the suite has none
   * @throws SuiteException as {@link #load}
   */
  public static List<Double> sweep(Path file, Map<String, String> overrides) {
    YamlValue tree = YamlParser.parse(DataFiles.text(file), file.toString());
    if (!(tree instanceof YamlValue.Mapping mapping)) {
      return List.of();
    }
    try {
      Options search = Options.of(Overrides.apply(mapping, overrides), "").section("search");
      return SearchSection.sweep(search.section("budget"));
    } catch (OptionException e) {
      throw new SuiteException(e.getMessage(), e);
    }
  }

  private static SuiteDefinition read(Path file, Options root) {
    root.allow(SuiteKeys.ROOT);
    String name = root.requiredText("suite", "my-suite");
    Identifiers.check("suite", name, root.place("suite"), "suite");
    Path base = DataFiles.folder(file);
    SuiteDefinition.Scoring scoring = scoring(root, base);
    TaskReader reader = reader(root);
    SuiteDefinition.Tasks tasks = tasks(root, reader);
    Map<String, ProviderSpec> providers = PoolSection.providers(root);
    List<ModelSpec> models = PoolSection.models(root, providers);
    String hint = Scorers.factory(scoring.type()).answerHint(scoring.options());
    List<Role> roles =
        new RolesSection(hint, reader.fields(tasks.options())).read(root.section("roles"));
    return new SuiteDefinition(
        name,
        file,
        tasks,
        splits(root),
        scoring,
        roles,
        providers,
        models,
        new SearchSection(models, roles).read(root.section("search")),
        SearchSection.spend(root));
  }

  private static SuiteDefinition.Scoring scoring(Options root, Path base) {
    if (!root.has("scorer")) {
      throw new OptionException(
          "scorer",
          "scorer is missing.",
          root.place("scorer").toString(),
          "Maybe add: scorer: {type: numeric}");
    }
    Options section =
        root.plain("scorer") instanceof String
            ? Options.of(typeOnly(root.value("scorer")), "scorer")
            : root.section("scorer");
    String type = section.requiredText("type", "numeric");
    section.oneOf("type", null, Scorers.types());
    ScorerFactory factory = Scorers.factory(type);
    section.allow(concat(SuiteKeys.SCORER, factory.optionKeys()));
    SuiteDefinition.Scoring scoring =
        new SuiteDefinition.Scoring(type, section.without(SuiteKeys.SCORER));
    try {
      factory.create(scoring.options(), base);
    } catch (OptionException e) {
      throw e.at(section.place(e.key()));
    } catch (IllegalArgumentException e) {
      throw new OptionException("scorer", e.getMessage(), section.place("type").toString(), null);
    }
    return scoring;
  }

  /** {@code scorer: numeric} is short for {@code scorer: {type: numeric}}. */
  private static YamlValue typeOnly(YamlValue word) {
    return new YamlValue.Mapping(
        word.place(), Map.of("type", new YamlValue.Entry(word.place(), word)));
  }

  private static TaskReader reader(Options root) {
    if (!root.has("tasks")) {
      throw new OptionException(
          "tasks", "tasks is missing.", root.place("tasks").toString(), EXAMPLE_TASKS);
    }
    Options section = root.section("tasks");
    section.requiredText("format", "jsonl");
    return TaskReaders.of(section.oneOf("format", null, TaskReaders.formats()));
  }

  private static SuiteDefinition.Tasks tasks(Options root, TaskReader reader) {
    Options section = root.section("tasks").allow(concat(SuiteKeys.TASKS, reader.optionKeys()));
    SuiteDefinition.Tasks tasks =
        new SuiteDefinition.Tasks(
            reader.format(),
            section.number("inputTokens", null, 0, true, 1e9),
            section.number("outputTokens", null, 0, true, 1e9),
            section.without(SuiteKeys.TASKS));
    try {
      reader.check(tasks.options());
    } catch (OptionException e) {
      throw e.at(section.place(e.key()));
    }
    return tasks;
  }

  private static SuiteDefinition.Splits splits(Options root) {
    Options splits = root.section("splits").allow(SuiteKeys.SPLITS);
    return new SuiteDefinition.Splits(
        splits.count("search", 200, 1, Integer.MAX_VALUE),
        splits.count("validation", 100, 0, Integer.MAX_VALUE),
        splits.count("test", 400, 0, Integer.MAX_VALUE),
        splits.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private static List<String> concat(List<String> common, java.util.Set<String> own) {
    List<String> all = new ArrayList<>(common);
    own.stream().sorted().forEach(all::add);
    return all;
  }
}
