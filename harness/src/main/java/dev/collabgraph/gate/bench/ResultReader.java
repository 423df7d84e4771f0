package dev.collabgraph.gate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.gate.GateException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one element of what JMH writes. */
final class ResultReader {
  private final String where;

  ResultReader(String where) {
    this.where = where;
  }

  BenchResult read(JsonNode node) {
    String mode = text(node, "mode");
    BenchMetric score = metric(object(node, "primaryMetric"), "primaryMetric");
    SortedMap<String, String> parameters = new TreeMap<>();
    JsonNode given = node.get("params");
    if (given != null && !given.isNull()) {
      object(node, "params");
      given.fieldNames().forEachRemaining(name -> parameters.put(name, text(given, name)));
    }
    SortedMap<String, BenchMetric> secondary = new TreeMap<>();
    JsonNode metrics = object(node, "secondaryMetrics");
    metrics
        .fieldNames()
        .forEachRemaining(name -> secondary.put(plain(name), metric(object(metrics, name), name)));
    String benchmark = text(node, "benchmark");
    if (benchmark.indexOf('.') < 1 || benchmark.endsWith(".")) {
      throw wrong("benchmark", node.get("benchmark"), "a class and a method");
    }
    return new BenchResult(
        benchmark,
        mode,
        parameters,
        Direction.of(score.unit(), mode, where),
        score,
        secondary,
        environment(node));
  }

  /** JMH before 1.36 wrote a dot before the names of its profilers. */
  private static String plain(String metric) {
    return metric.startsWith("\u00b7") ? metric.substring(1) : metric;
  }

  private BenchEnvironment environment(JsonNode node) {
    List<String> arguments = new ArrayList<>();
    for (JsonNode argument : array(node, "jvmArgs")) {
      if (!argument.isTextual()) {
        throw wrong("jvmArgs", argument, "texts");
      }
      arguments.add(argument.textValue());
    }
    JsonNode threads = node.get("threads");
    if (threads == null || !threads.isInt()) {
      throw wrong("threads", threads, "a whole number");
    }
    return new BenchEnvironment(
        text(node, "jmhVersion"),
        text(node, "jdkVersion"),
        text(node, "vmName") + " " + text(node, "vmVersion"),
        arguments,
        threads.intValue());
  }

  private BenchMetric metric(JsonNode node, String name) {
    List<List<Double>> forks = new ArrayList<>();
    boolean histogram = node.has("rawDataHistogram");
    for (JsonNode fork : array(node, histogram ? "rawDataHistogram" : "rawData")) {
      List<Double> iterations = new ArrayList<>();
      if (!fork.isArray()) {
        throw wrong(name + ".rawData", fork, "a list for each fork");
      }
      for (JsonNode iteration : fork) {
        iterations.add(histogram ? mean(iteration, name) : number(iteration, name));
      }
      forks.add(iterations);
    }
    return new BenchMetric(text(node, "scoreUnit"), forks);
  }

  /** Mean of an iteration that is given as pairs of value and count. */
  private double mean(JsonNode pairs, String name) {
    double sum = 0;
    double count = 0;
    for (JsonNode pair : pairs) {
      if (!pair.isArray() || pair.size() != 2) {
        throw wrong(name + ".rawDataHistogram", pair, "a value and its count");
      }
      double times = number(pair.get(1), name);
      sum += number(pair.get(0), name) * times;
      count += times;
    }
    return sum / count;
  }

  /** JMH writes NaN as a text. */
  private double number(JsonNode value, String name) {
    if (value.isTextual() && value.textValue().equals("NaN")) {
      return Double.NaN;
    }
    double number = value.isNumber() ? value.doubleValue() : -1;
    if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
      throw wrong(name + ".rawData", value, "a number, 0 or more, or \"NaN\"");
    }
    return number;
  }

  private String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isTextual()) {
      throw wrong(key, value, "a text");
    }
    return value.textValue();
  }

  private JsonNode object(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isObject()) {
      throw wrong(key, value, "an object");
    }
    return value;
  }

  private JsonNode array(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isArray()) {
      throw wrong(key, value, "a list");
    }
    return value;
  }

  private GateException wrong(String key, JsonNode value, String expected) {
    String shown = value == null ? "missing" : value.toString();
    return new GateException(
        "%s: %s is %s, expected %s."
            .formatted(
                where,
                key,
                shown.length() > 80 ? shown.substring(0, 80) + "..." : shown,
                expected));
  }
}
