package dev.collabgraph.suite.scoring.text;

import java.util.ArrayList;
import java.util.List;

/** Finds a JSON value in prose. Each character is looked at a bounded number of times. */
final class JsonText {
  private static final int MAX_TRIES = 50;

  private JsonText() {}

  /** The last fenced block that is JSON, the whole text, or the last outermost object or list. */
  static String find(String completion) {
    String text = Texts.afterThinking(completion);
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
    return candidates.isEmpty() ? null : candidates.get(candidates.size() - 1);
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

  /**
   * Objects and lists that parse and lie in no other brackets. A bracket that is never closed is
   * passed over, a bounded number of times.
   */
  private static List<String> outermost(String text) {
    List<String> found = new ArrayList<>();
    int failures = 0;
    int at = 0;
    while (at < text.length() && failures < MAX_TRIES) {
      char c = text.charAt(at);
      boolean opens = c == '{' || c == '[';
      int end = opens ? closing(text, at) : -1;
      if (end > 0 && JsonScorerFactory.parse(text.substring(at, end)) != null) {
        found.add(text.substring(at, end));
      } else {
        failures += opens ? 1 : 0;
      }
      at = end > 0 ? end : at + 1;
    }
    return found;
  }

  /** End of the balanced text that opens at {@code start}, strings skipped; -1 if none. */
  private static int closing(String text, int start) {
    int depth = 0;
    boolean string = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (string) {
        i += c == '\\' ? 1 : 0;
        string = c != '"';
      } else if (c == '"') {
        string = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }
}
