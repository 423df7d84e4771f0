package dev.collabgraph.suite.scoring;

import java.util.ArrayList;
import java.util.List;

/** Finds a JSON value in prose. Each character is looked at a bounded number of times. */
final class JsonText {
  private static final int MAX_TRIES = 50;

  private JsonText() {}

  /** The last fenced block that is JSON, the whole text, or the last outermost object or list. */
  static String find(String text) {
    List<String> fences = fences(text);
    for (int i = fences.size() - 1; i >= 0 && i >= fences.size() - MAX_TRIES; i--) {
      if (JsonScorerFactory.parse(fences.get(i)) != null) {
        return fences.get(i).strip();
      }
    }
    String whole = text.strip();
    if (!whole.isEmpty() && JsonScorerFactory.parse(whole) != null) {
      return whole;
    }
    List<String> candidates = outermost(text);
    List<Integer> markers = AnswerMarkers.ends(text);
    if (!markers.isEmpty()) {
      String line = AnswerMarkers.lineFrom(text, markers.get(markers.size() - 1));
      if (!line.isEmpty() && JsonScorerFactory.parse(line) != null) {
        return line;
      }
    }
    for (int i = candidates.size() - 1; i >= 0 && i >= candidates.size() - MAX_TRIES; i--) {
      if (JsonScorerFactory.parse(candidates.get(i)) != null) {
        return candidates.get(i);
      }
    }
    return null;
  }

  private static List<String> fences(String text) {
    List<String> blocks = new ArrayList<>();
    int open = text.indexOf("```");
    while (open >= 0) {
      int start = text.indexOf('\n', open);
      int close = start < 0 ? -1 : text.indexOf("```", start);
      if (close < 0) {
        break;
      }
      blocks.add(text.substring(start + 1, close));
      open = text.indexOf("```", close + 3);
    }
    return blocks;
  }

  /** Balanced objects and lists that lie in no other one; strings are skipped inside them. */
  private static List<String> outermost(String text) {
    List<String> found = new ArrayList<>();
    int depth = 0;
    int start = -1;
    boolean string = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (string) {
        i += c == '\\' ? 1 : 0;
        string = c != '"';
      } else if (c == '"' && depth > 0) {
        string = true;
      } else if (c == '{' || c == '[') {
        start = depth++ == 0 ? i : start;
      } else if ((c == '}' || c == ']') && depth > 0 && --depth == 0) {
        found.add(text.substring(start, i + 1));
      }
    }
    return found;
  }
}
