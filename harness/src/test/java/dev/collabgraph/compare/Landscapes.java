package dev.collabgraph.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Landscapes that nothing was tuned to: random ones of the simulated family, and ones that reverse
 * an insight of the strategy {@code agent-reinforce}. Their seeds, 101 to 106, were fixed before
 * the first run.
 */
final class Landscapes {
  /** Standard deviation of the logarithm of every factor. */
  private static final double SPREAD = 0.35;

  /**
   * Standard deviation of what is added to an ability; the models of a pool lie about 0.3 apart.
   */
  private static final double ABILITY = 0.15;

  private static final List<String> POOLS = List.of("math", "mmlu", "humaneval");

  private Landscapes() {}

  /** The pool that a landscape is a variant of; a pool is its own. */
  static String base(String name) {
    return switch (name) {
      case "reversed-1" -> "math";
      case "reversed-2", "reversed-3" -> "humaneval";
      default -> name.startsWith("random-") ? POOLS.get((seed(name) - 101) % POOLS.size()) : name;
    };
  }

  /** The provider's options but for its type, as flow YAML; empty for a pool itself. */
  static String options(String name) {
    String overrides = overrides(name);
    return overrides.isEmpty() ? "" : ", landscape: " + overrides;
  }

  private static String overrides(String name) {
    return switch (name) {
      // Insight 1: larger models of a family are better. Here the smallest is the best.
      case "reversed-1" ->
          "{models: {llama-1b: {ability: 0.05, confidence: 0.5, context: 6000},"
              + " llama-3b: {ability: -0.3}, llama-8b: {ability: -0.6, confidence: 0.3,"
              + " context: 1500}}}";
      // Insight 2: width and depth have an optimum inside. Here nothing tires and nothing slips.
      case "reversed-2" ->
          "{reading: {fatigue: 0.0, doubt: 0.0, blur: 0.0, drift: 0.0, fixation: 1.0},"
              + " roles: {assistant: {slip: 0.0}, fuser: {slip: 0.0}}}";
      // Insight 3: a wider graph is best shallower. Here age does not depend on the width.
      case "reversed-3" -> "{reading: {blur: 0.0, fatigue: 0.0, doubt: 0.0}}";
      default -> name.startsWith("random-") ? random(seed(name), base(name)) : "";
    };
  }

  private static int seed(String name) {
    return Integer.parseInt(name.substring("random-".length()));
  }

  /** Every constant of reading, roles and contexts times a factor, abilities and means moved. */
  private static String random(int seed, String pool) {
    SplittableRandom random = new SplittableRandom(seed);
    JsonNode constants = constants(pool);
    ObjectNode overrides = JsonNodeFactory.instance.objectNode();
    ObjectNode reading = overrides.putObject("reading");
    constants
        .get("reading")
        .properties()
        .forEach(
            each ->
                reading.put(
                    each.getKey(),
                    rounded(
                        Math.min(
                            each.getKey().equals("fixation") ? 1 : 100,
                            each.getValue().doubleValue() * factor(random)))));
    for (String role : List.of("assistant", "fuser")) {
      ObjectNode own = overrides.withObject("/roles").putObject(role);
      constants
          .get("roles")
          .get(role)
          .properties()
          .forEach(
              each ->
                  own.put(each.getKey(), rounded(each.getValue().doubleValue() * factor(random))));
    }
    for (String model : List.of("llama-1b", "llama-3b", "llama-8b")) {
      JsonNode known = constants.get("models").get(model);
      double ability = known.get("ability").doubleValue() + ABILITY * random.nextGaussian();
      overrides
          .withObject("/models")
          .putObject(model)
          .put("ability", rounded(ability))
          .put("context", Math.rint(known.get("context").doubleValue() * factor(random)));
    }
    return overrides.toString();
  }

  private static double factor(SplittableRandom random) {
    return Math.exp(SPREAD * random.nextGaussian());
  }

  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }

  private static JsonNode constants(String pool) {
    try (InputStream in =
        Landscapes.class.getResourceAsStream("/dev/collabgraph/simulated/" + pool + ".yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
