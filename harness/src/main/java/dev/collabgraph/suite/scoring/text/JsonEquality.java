package dev.collabgraph.suite.scoring.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Whether a JSON value is the gold value. Numbers are compared by value, keys have no order. Lists
 * without order are compared by their items' sorted canonical texts, in n log n; where objects may
 * have further keys that says too little, so items are matched one to one, within {@value
 * #MAX_COMPARISONS} comparisons, beyond which two values are not equal. One instance per
 * comparison; not thread-safe.
 */
final class JsonEquality {
  private static final int MAX_COMPARISONS = 1 << 18;

  private final boolean ordered;
  private final boolean extraKeys;
  private int comparisons;

  /**
   * @param ordered whether the order of lists counts
   * @param extraKeys whether objects of the value may have keys that the gold's have not
   */
  JsonEquality(boolean ordered, boolean extraKeys) {
    this.ordered = ordered;
    this.extraKeys = extraKeys;
  }

  boolean same(JsonNode gold, JsonNode value) {
    return ordered || extraKeys ? alike(gold, value) : canonical(gold).equals(canonical(value));
  }

  private boolean alike(JsonNode gold, JsonNode value) {
    if (gold.isNumber() && value.isNumber()) {
      return gold.decimalValue().compareTo(value.decimalValue()) == 0;
    }
    if (gold.isObject() && value.isObject()) {
      return alikeObjects(gold, value);
    }
    if (!gold.isArray() || !value.isArray()) {
      return gold.equals(value);
    }
    if (gold.size() != value.size()) {
      return false;
    }
    if (!ordered) {
      return matched(gold, value);
    }
    for (int i = 0; i < gold.size(); i++) {
      if (!alike(gold.get(i), value.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean alikeObjects(JsonNode gold, JsonNode value) {
    if (!extraKeys && gold.size() != value.size()) {
      return false;
    }
    for (Iterator<String> names = gold.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!value.has(name) || !alike(gold.get(name), value.get(name))) {
        return false;
      }
    }
    return true;
  }

  /** Whether each item of the gold list can be given an item of its own. */
  private boolean matched(JsonNode gold, JsonNode value) {
    int n = gold.size();
    if (canonical(gold).equals(canonical(value))) {
      return true;
    }
    boolean[][] fits = new boolean[n][];
    for (int i = 0; i < n; i++) {
      comparisons += n;
      if (comparisons > MAX_COMPARISONS) {
        return false;
      }
      fits[i] = new boolean[n];
      for (int j = 0; j < n; j++) {
        fits[i][j] = alike(gold.get(i), value.get(j));
      }
    }
    int[] owner = new int[n];
    Arrays.fill(owner, -1);
    for (int i = 0; i < n; i++) {
      if (!placed(i, fits, owner, new boolean[n])) {
        return false;
      }
    }
    return true;
  }

  /** Finds an item for {@code i}, moving others on where need be (Kuhn 1955). */
  private static boolean placed(int i, boolean[][] fits, int[] owner, boolean[] tried) {
    for (int j = 0; j < owner.length; j++) {
      if (fits[i][j] && !tried[j]) {
        tried[j] = true;
        if (owner[j] < 0 || placed(owner[j], fits, owner, tried)) {
          owner[j] = i;
          return true;
        }
      }
    }
    return false;
  }

  /** One text for all ways to write a value, lists sorted. */
  private static String canonical(JsonNode node) {
    if (node.isNumber()) {
      BigDecimal value = node.decimalValue();
      return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
    }
    if (!node.isContainerNode()) {
      return node.toString();
    }
    List<String> parts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> parts.add(canonical(item)));
    } else {
      node.properties()
          .forEach(
              entry ->
                  parts.add(TextNode.valueOf(entry.getKey()) + ":" + canonical(entry.getValue())));
    }
    Collections.sort(parts);
    return (node.isArray() ? "[" : "{") + String.join(",", parts) + (node.isArray() ? "]" : "}");
  }
}
