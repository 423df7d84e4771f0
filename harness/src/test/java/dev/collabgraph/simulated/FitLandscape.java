package dev.collabgraph.simulated;

import static dev.collabgraph.simulated.Shapes.ASSISTANT;
import static dev.collabgraph.simulated.Shapes.FUSER;
import static dev.collabgraph.simulated.Shapes.VOTE;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.simulated.PoolConstants.ModelConstants;
import dev.collabgraph.simulated.PoolConstants.Reading;
import dev.collabgraph.simulated.PoolConstants.RoleConstants;
import dev.collabgraph.simulated.PoolConstants.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fits a pool's constants to the published figures and to the shapes the three insights ask for,
 * and prints the fitted resource file. Decision note 0003 has the command and describes the loss.
 */
final class FitLandscape {

  /** One constant that is fitted, with the range it may take. */
  private record Knob(String name, double low, double high) {
    double at(double share) {
      double value = low + share * (high - low);
      return Math.round(value * 1000) / 1000.0; // what is printed is what was measured
    }

    double share(double value) {
      return Math.min(1, Math.max(0, (value - low) / (high - low)));
    }
  }

  private static final List<Knob> KNOBS =
      List.of(
          new Knob("slope", 1.0, 6.0),
          new Knob("familyShare", 0.0, 0.25),
          new Knob("modelShare", 0.0, 0.4),
          new Knob("skew", 0.0, 2.0),
          new Knob("trap", 0.0, 1.2),
          new Knob("deference", 0.0, 60.0),
          new Knob("plurality", 0.7, 3.0),
          new Knob("fatigue", 0.0, 2.5),
          new Knob("fatiguePower", 0.7, 3.0),
          new Knob("doubt", 0.0, 0.6),
          new Knob("verify", -3.0, 4.0),
          new Knob("fixation", 0.2, 1.0),
          new Knob("drift", 0.0, 3.0),
          new Knob("blur", 0.0, 5.0),
          new Knob("awe", 0.0, 30.0),
          new Knob("assistantInsight", -0.2, 0.7),
          new Knob("assistantSelf", -0.2, 0.2),
          new Knob("assistantDiscernment", 0.0, 3.0),
          new Knob("assistantSlip", 0.0, 0.15),
          new Knob("fuserSolve", -1.5, -0.2),
          new Knob("fuserSelf", -0.3, 0.1),
          new Knob("fuserKeener", 0.2, 2.5),
          new Knob("fuserSlip", 0.0, 0.15),
          new Knob("context1b", 300, 2000),
          new Knob("growth3b", 1.3, 3.0),
          new Knob("growth8b", 1.3, 3.0));

  private final String pool;
  private final PoolConstants base;
  private final List<Published.Mix> mixes;
  private final List<List<CollaborationGraph>> graphs;
  private final List<Wish> wishes;
  private final List<Band> bands;

  private FitLandscape(String pool) {
    this.pool = pool;
    this.base = Pools.load(pool + "-with-70b", Map.of());
    this.mixes = Published.of(pool).mixes();
    this.graphs = mixes.stream().map(mix -> Calibration.graphs(mix, 150, 5)).toList();
    this.wishes = wishes();
    this.bands = bands();
  }

  /** Arguments: pool, generations, population, seed, file to write. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    FitLandscape fit = new FitLandscape(arguments[0]);
    int generations = Integer.parseInt(arguments[1]);
    int population = Integer.parseInt(arguments[2]);
    long seed = Long.parseLong(arguments[3]);
    double[] best =
        SeparableCma.minimise(
            x -> fit.loss(x, null),
            fit.start(),
            0.1,
            population,
            generations,
            seed,
            mean -> {
              StringBuilder why = new StringBuilder();
              double loss = fit.loss(mean, why);
              System.err.printf("%.2f %s%n", loss, why);
              write(Path.of(arguments[4]), fit.constants(mean));
              return loss;
            });
    PoolConstants fitted = fit.constants(best);
    write(Path.of(arguments[4]), fitted);
    LandscapeReport.print(arguments[0], fitted, 8_000, System.err);
  }

  private double[] start() {
    Map<String, Double> values = new LinkedHashMap<>();
    Tasks t = base.tasks();
    Reading r = base.reading();
    RoleConstants assistant = base.roles().get(ASSISTANT);
    RoleConstants fuser = base.roles().get(FUSER);
    values.put("slope", t.slope());
    values.put("familyShare", t.familyShare());
    values.put("modelShare", t.modelShare());
    values.put("skew", t.skew());
    values.put("trap", t.trap());
    values.put("deference", r.deference());
    values.put("plurality", r.plurality());
    values.put("fatigue", r.fatigue());
    values.put("fatiguePower", r.fatiguePower());
    values.put("doubt", r.doubt());
    values.put("verify", r.verify());
    values.put("fixation", r.fixation());
    values.put("drift", r.drift());
    values.put("blur", r.blur());
    values.put("awe", r.awe());
    values.put("assistantInsight", assistant.insight());
    values.put("assistantSelf", assistant.self());
    values.put("assistantDiscernment", assistant.discernment());
    values.put("assistantSlip", assistant.slip());
    values.put("fuserSolve", fuser.solve());
    values.put("fuserSelf", fuser.self());
    values.put("fuserKeener", fuser.discernment() - assistant.discernment());
    values.put("fuserSlip", fuser.slip());
    double context1b = base.models().get("llama-1b").context();
    double context3b = base.models().get("llama-3b").context();
    values.put("context1b", context1b);
    values.put("growth3b", context3b / context1b);
    values.put("growth8b", base.models().get("llama-8b").context() / context3b);
    return KNOBS.stream().mapToDouble(knob -> knob.share(values.get(knob.name()))).toArray();
  }

  private PoolConstants constants(double[] x) {
    Map<String, Double> v = new LinkedHashMap<>();
    for (int i = 0; i < x.length; i++) {
      v.put(KNOBS.get(i).name(), KNOBS.get(i).at(x[i]));
    }
    Tasks tasks =
        new Tasks(
            v.get("slope"),
            v.get("familyShare"),
            v.get("modelShare"),
            base.tasks().guess(),
            base.tasks().distractors(),
            v.get("skew"),
            v.get("trap"));
    Reading reading =
        new Reading(
            v.get("deference"),
            v.get("plurality"),
            v.get("fatigue"),
            v.get("fatiguePower"),
            v.get("doubt"),
            v.get("verify"),
            v.get("fixation"),
            v.get("drift"),
            v.get("blur"),
            v.get("awe"));
    Map<String, RoleConstants> roles = new LinkedHashMap<>(base.roles());
    roles.put(
        ASSISTANT,
        new RoleConstants(
            0.0,
            v.get("assistantInsight"),
            v.get("assistantSelf"),
            v.get("assistantDiscernment"),
            v.get("assistantSlip")));
    roles.put(
        FUSER,
        new RoleConstants(
            v.get("fuserSolve"),
            v.get("assistantInsight"),
            v.get("fuserSelf"),
            round(v.get("assistantDiscernment") + v.get("fuserKeener"), 1000),
            v.get("fuserSlip")));
    double context1b = v.get("context1b");
    double context3b = context1b * v.get("growth3b");
    double context8b = context3b * v.get("growth8b");
    Map<String, Double> contexts =
        Map.of(
            "llama-1b", context1b,
            "llama-3b", context3b,
            "llama-8b", context8b,
            "llama-70b", context8b * 4,
            "sprig-0.5b", context1b * 0.7,
            "sprig-1.5b", context1b * 1.3,
            "sprig-7b", context8b * 0.9);
    Map<String, ModelConstants> models = new LinkedHashMap<>();
    base.models()
        .forEach(
            (name, m) ->
                models.put(
                    name,
                    new ModelConstants(
                        m.family(),
                        m.params(),
                        m.layers(),
                        m.hidden(),
                        m.inputPrice(),
                        m.outputPrice(),
                        m.latencyBase(),
                        m.latencyPerInputToken(),
                        m.latencyPerOutputToken(),
                        ability(tasks, m.confidence()),
                        m.confidence(),
                        round(contexts.get(name), 0.1))));
    return new PoolConstants(
        base.answers(),
        base.inputTokens(),
        base.outputTokens(),
        base.outputSpread(),
        tasks,
        reading,
        roles,
        models);
  }

  private static double round(double value, double per) {
    return Math.round(value * per) / per;
  }

  /** The ability that is right on a share {@code accuracy} of the tasks; by quadrature. */
  static double ability(Tasks tasks, double accuracy) {
    double low = -8;
    double high = 8;
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      double sum = 0;
      double norm = 0;
      for (double z = -6; z <= 6; z += 0.02) {
        double density = Math.exp(-z * z / 2);
        norm += density;
        sum +=
            density
                * (tasks.guess()
                    + (1 - tasks.guess()) * Mechanism.sigmoid(tasks.slope() * (middle - z)));
      }
      if (sum / norm < accuracy) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return round((low + high) / 2, 1000);
  }

  /** Sum of squared misses, each in units of what would be tolerable. */
  private double loss(double[] x, StringBuilder why) {
    PoolConstants constants = constants(x);
    TrueAccuracy evaluator = Shapes.evaluator(pool, constants);
    LatentTask[] tasks = Calibration.tasks(evaluator, 2000);
    double loss = 0;
    double small = 0;
    double large = 0;
    for (int i = 0; i < mixes.size(); i++) {
      Published.Mix mix = mixes.get(i);
      double value = Calibration.mix(evaluator, tasks, graphs.get(i), 40, 5);
      loss += square((value - mix.percent()) / 2);
      note(why, mix.label(), value);
      if (mix.workers().containsKey("llama-8b")) {
        large = value;
      } else {
        small = Math.max(small, value);
      }
    }
    // The signs: in math the best small mix is ahead of the large model, elsewhere behind.
    double sign = pool.equals("math") ? small - large : large - small;
    loss += square(Math.min(0, sign - 2.5));
    for (Wish wish : wishes) {
      double high = percent(evaluator, wish.better(), tasks);
      double low = percent(evaluator, wish.worse(), tasks);
      loss += square(Math.min(0, high - low - wish.by()) / 0.7);
      note(why, wish.name(), high - low);
    }
    for (Band band : bands) {
      double value = percent(evaluator, band.graph(), tasks);
      loss += square(Math.min(0, value - band.low())) + square(Math.max(0, value - band.high()));
      note(why, band.name(), value);
    }
    for (int i = 0; i < x.length; i++) {
      loss += 0.3 * square(x[i] - 0.5); // keeps constants that nothing asks for away from bounds
    }
    return loss;
  }

  private static double percent(TrueAccuracy e, CollaborationGraph graph, LatentTask[] tasks) {
    return Calibration.percent(e, graph, tasks);
  }

  /** One graph that ought to beat another by some points. */
  private record Wish(
      String name, CollaborationGraph better, CollaborationGraph worse, double by) {}

  /** A graph whose accuracy ought to lie in a range. */
  private record Band(String name, CollaborationGraph graph, double low, double high) {}

  private List<Wish> wishes() {
    List<Wish> wishes = new ArrayList<>();
    boolean knowledge = pool.equals("mmlu");
    String model = knowledge ? "llama-8b" : "llama-3b";
    double scale = knowledge ? 0.6 : 1;
    wish(wishes, "w4>1", star(4, model), star(1, model), 2.5 * scale);
    wish(wishes, "w4>16", star(4, model), star(16, model), 4 * scale);
    wish(wishes, "d4>1", layers(1, 4, model), layers(1, 1, model), 3 * scale);
    wish(wishes, "d4>2", layers(1, 4, model), layers(1, 2, model), 1.5 * scale);
    wish(wishes, "d4>9", layers(1, 4, model), layers(1, 9, model), 3.5 * scale);
    wish(wishes, "w3d3>2", layers(3, 3, model), layers(3, 2, model), 0.5 * scale);
    wish(wishes, "w3d3>5", layers(3, 3, model), layers(3, 5, model), 2 * scale);
    wish(wishes, "w6d2>3", layers(6, 2, model), layers(6, 3, model), 1.5 * scale);
    wish(wishes, "w6d2>4", layers(6, 2, model), layers(6, 4, model), 3 * scale);
    wish(wishes, "f2d3>2", fused(2, 3, model), fused(2, 2, model), scale);
    wish(wishes, "f3d3>5", fused(3, 3, model), fused(3, 5, model), 2 * scale);
    wish(wishes, "f6d2>3", fused(6, 2, model), fused(6, 3, model), 0.7 * scale);
    wish(wishes, "f6d2>4", fused(6, 2, model), fused(6, 4, model), 2 * scale);
    wish(wishes, "w6d2>1", layers(6, 2, model), layers(6, 1, model), 2 * scale);
    return wishes;
  }

  private static void wish(
      List<Wish> wishes, String name, CollaborationGraph a, CollaborationGraph b, double by) {
    wishes.add(new Wish(name, a, b, by));
  }

  private static CollaborationGraph star(int width, String model) {
    return Shapes.star(width, model, FUSER, model);
  }

  private static CollaborationGraph layers(int width, int depth, String model) {
    return Shapes.layered(width, depth, model, ASSISTANT, model);
  }

  private static CollaborationGraph fused(int width, int depth, String model) {
    return Shapes.layered(width, depth, model, FUSER, model);
  }

  private List<Band> bands() {
    CollaborationGraph weak8 = Shapes.star(2, "llama-1b", ASSISTANT, "llama-8b");
    CollaborationGraph weak3 = Shapes.star(2, "llama-1b", ASSISTANT, "llama-3b");
    CollaborationGraph best1 = fused(2, 3, "llama-1b");
    CollaborationGraph best3 = fused(2, 3, "llama-3b");
    CollaborationGraph best8 = fused(2, 3, "llama-8b");
    CollaborationGraph sc3 = Shapes.star(16, "llama-3b", VOTE, "");
    CollaborationGraph sc8 = Shapes.star(16, "llama-8b", VOTE, "");
    return switch (pool) {
      case "math" ->
          List.of(
              new Band("sc3", sc3, 46, 54),
              new Band("sc8", sc8, 56, 63),
              new Band("k8", weak8, 44, 54),
              new Band("k3", weak3, 34, 45),
              new Band("b1", best1, 31, 44),
              new Band("b3", best3, 50, 58),
              new Band("b8", best8, 60, 67));
      case "mmlu" ->
          List.of(
              new Band("sc3", sc3, 43, 48),
              new Band("sc8", sc8, 64, 70),
              new Band("k8", weak8, 56, 66),
              new Band("k3", weak3, 34, 44),
              new Band("b1", best1, 28, 36),
              new Band("b3", best3, 42, 52),
              new Band("b8", best8, 66, 74));
      default ->
          List.of(
              new Band("sc3", sc3, 51, 58),
              new Band("sc8", sc8, 62, 69),
              new Band("k8", weak8, 52, 64),
              new Band("k3", weak3, 40, 53),
              new Band("b1", best1, 32, 44),
              new Band("b3", best3, 52, 62),
              new Band("b8", best8, 64, 73));
    };
  }

  private static double square(double x) {
    return x * x;
  }

  private static void note(StringBuilder why, String name, double value) {
    if (why != null) {
      why.append(String.format(Locale.ROOT, " %s=%.1f", name, value));
    }
  }

  /** The constants as a resource file. */
  private static void write(Path file, PoolConstants constants) {
    ObjectMapper mapper = new YAMLMapper();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("answers", constants.answers().name().toLowerCase(Locale.ROOT));
    tree.put("inputTokens", constants.inputTokens());
    tree.put("outputTokens", constants.outputTokens());
    tree.put("outputSpread", constants.outputSpread());
    tree.put("tasks", constants.tasks());
    tree.put("reading", constants.reading());
    tree.put("roles", constants.roles());
    Map<String, Object> models = new LinkedHashMap<>();
    constants
        .models()
        .forEach(
            (name, m) -> {
              Map<String, Object> own = new LinkedHashMap<>();
              own.put("ability", m.ability());
              own.put("confidence", m.confidence());
              own.put("context", m.context());
              models.put(name, own);
            });
    tree.put("models", models);
    try {
      mapper.writeValue(file.toFile(), tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
