package dev.collabgraph.simulated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The published pilot figures (FORMULATION section 4), in percent. */
final class Published {
  static final String SINK = "llama-3b";

  /** A random-graph figure: how many workers of each model, and the accuracy. */
  record Mix(Map<String, Integer> workers, double percent) {
    List<String> models() {
      List<String> models = new ArrayList<>();
      workers.forEach(
          (model, count) -> {
            for (int i = 0; i < count; i++) {
              models.add(model);
            }
          });
      return models;
    }

    String label() {
      List<String> parts = new ArrayList<>();
      workers.forEach((model, count) -> parts.add(count + "x" + model.replace("llama-", "")));
      return String.join("+", parts);
    }
  }

  /** Figures of one suite. */
  record Figures(Map<String, Double> singles, List<Mix> mixes) {}

  static final List<String> SUITES = List.of("math", "mmlu", "humaneval");

  private Published() {}

  static Figures of(String suite) {
    return switch (suite) {
      case "math" ->
          new Figures(
              singles(31, 40, 49, 68),
              List.of(
                  mix(9, 0, 0, 39),
                  mix(6, 1, 0, 44),
                  mix(3, 2, 0, 45),
                  mix(0, 3, 0, 54),
                  mix(0, 0, 1, 49)));
      case "mmlu" ->
          new Figures(
              singles(31, 43, 64, 84),
              List.of(
                  mix(9, 0, 0, 30),
                  mix(6, 1, 0, 39),
                  mix(3, 2, 0, 45),
                  mix(0, 3, 0, 41),
                  mix(0, 0, 1, 64)));
      case "humaneval" ->
          new Figures(
              singles(31, 48, 60, 68),
              List.of(mix(7, 0, 0, 38), mix(3, 1, 0, 48), mix(0, 0, 1, 60)));
      default -> throw new IllegalArgumentException(suite);
    };
  }

  private static Map<String, Double> singles(double b1, double b3, double b8, double b70) {
    Map<String, Double> singles = new LinkedHashMap<>();
    singles.put("llama-1b", b1);
    singles.put("llama-3b", b3);
    singles.put("llama-8b", b8);
    singles.put("llama-70b", b70);
    return singles;
  }

  private static Mix mix(int b1, int b3, int b8, double percent) {
    Map<String, Integer> workers = new LinkedHashMap<>();
    if (b1 > 0) {
      workers.put("llama-1b", b1);
    }
    if (b3 > 0) {
      workers.put("llama-3b", b3);
    }
    if (b8 > 0) {
      workers.put("llama-8b", b8);
    }
    return new Mix(workers, percent);
  }
}
