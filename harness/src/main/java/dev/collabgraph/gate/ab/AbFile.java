package dev.collabgraph.gate.ab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.gate.bench.BenchComparison;
import dev.collabgraph.gate.bench.BenchEnvironment;
import dev.collabgraph.gate.bench.BenchMetric;
import dev.collabgraph.gate.bench.BenchRule;
import dev.collabgraph.graph.WholeFile;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The result of a session as a JSON file: machine, rule, verdicts, and every iteration of every
 * fork in the order of measurement, so that all of it can be computed again.
 */
public final class AbFile {
  /** Version of the format; fields may be added to it, their meaning never changes. */
  public static final int FORMAT_VERSION = 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private AbFile() {}

  /**
   * Writes it whole.
   *
   * @param base SHA-256 or another name of the base's jar
   * @param candidate the same of the candidate's
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void write(Path file, AbResult result, String base, String candidate) {
    try {
      WholeFile.write(file, MAPPER.writeValueAsString(tree(result, base, candidate)) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of numbers and texts is always JSON.", e);
    }
  }

  private static ObjectNode tree(AbResult result, String base, String candidate) {
    ObjectNode tree = MAPPER.createObjectNode().put("formatVersion", FORMAT_VERSION);
    tree.putObject("machine")
        .put("processor", result.machine().processor())
        .put("cores", result.machine().cores())
        .put("system", result.machine().system());
    environment(tree.putObject("java"), result.records().get(0).result().environment());
    tree.put("base", base).put("candidate", candidate);
    rule(tree.putObject("rule"), result.rule());
    tree.put("rounds", result.rounds());
    tree.put("failed", result.report().failed());
    ArrayNode comparisons = tree.putArray("comparisons");
    result.report().comparisons().forEach(each -> comparison(comparisons.addObject(), each));
    result.report().added().forEach(tree.putArray("new")::add);
    result.report().warnings().forEach(tree.putArray("warnings")::add);
    ArrayNode forks = tree.putArray("forks");
    result.records().forEach(each -> fork(forks.addObject(), each));
    return tree;
  }

  private static void environment(ObjectNode to, BenchEnvironment of) {
    to.put("jdk", of.jdkVersion()).put("vm", of.vm()).put("jmh", of.jmhVersion());
    of.jvmArguments().forEach(to.putArray("arguments")::add);
  }

  private static void rule(ObjectNode to, AbRule of) {
    BenchRule bench = of.bench();
    to.put("slowdown", bench.slowdown())
        .put("allocationGrowth", bench.allocationGrowth())
        .put("allocationBytes", bench.allocationBytes())
        .put("falseAlarm", bench.falseAlarm())
        .put("seed", of.seed());
    of.looks().forEach(to.putArray("looks")::add);
  }

  private static void comparison(ObjectNode to, BenchComparison of) {
    to.put("benchmark", of.benchmark())
        .put("quantity", of.quantity())
        .put("verdict", of.verdict().name().toLowerCase(Locale.ROOT))
        .put("unit", of.unit());
    number(to, "base", of.base());
    number(to, "candidate", of.value());
    number(to, "change", of.change());
    number(to, "low", of.low());
    number(to, "high", of.high());
    number(to, "allowed", of.allowed());
    if (!of.reason().isEmpty()) {
      to.put("reason", of.reason());
    }
  }

  private static void fork(ObjectNode to, AbRecord of) {
    to.put("place", of.place()).put("round", of.round()).put("side", of.side().text());
    to.put("benchmark", of.result().name()).put("unit", of.result().score().unit());
    metric(to, "score", of.result().score());
    of.result().secondary().forEach((name, metric) -> metric(to, name, metric));
  }

  private static void metric(ObjectNode to, String name, BenchMetric of) {
    ArrayNode values = to.putArray(name);
    for (double value : of.forks().get(0)) {
      if (Double.isFinite(value)) {
        values.add(value);
      } else {
        values.addNull();
      }
    }
  }

  private static void number(ObjectNode to, String name, double value) {
    if (Double.isFinite(value)) {
      to.put(name, value);
    } else {
      to.putNull(name);
    }
  }
}
