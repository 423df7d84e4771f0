package dev.collabgraph.llm;

import java.util.regex.Pattern;

/**
 * Masks what looks like a key. Most texts hold none, and a pass over their separators tells so for
 * a small part of what the pattern costs: it runs only where that pass finds something.
 */
final class KeyMask {
  private static final String MASK = "***";

  // The first two looks behind are implied by the third. They are there because that one tries some
  // thirty lengths at every character.
  private static final Pattern KEYS =
      Pattern.compile(
          "(?i)\\b(sk|pk|rk|key|gsk|xai|hf)[-_][A-Za-z0-9_\\-*.]{6,}|\\bbearer\\s+[^\\s\"',;]+"
              + "|(?<=[\\s\"':=])(?<=[:=]\\s{0,3}[\"']?)(?<=(api[-_"
              + " ]?key|token|secret|password|authorization)[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)[^\\s\"',;}]{6,}");

  /**
   * How keys begin, each before a dash or an underscore; what begins like another is not listed.
   */
  private static final String[] PREFIXES = {"sk", "pk", "rk", "key", "xai", "hf"};

  /** How the names of secrets end, each before a colon or an equals sign. */
  private static final String[] NAMES = {"key", "token", "secret", "password", "authorization"};

  private static final String BEARER = "bearer";

  private KeyMask() {}

  /** The text with every key masked; the text itself if there is none. */
  static String masked(String text) {
    return mayHold(text) ? KEYS.matcher(text).replaceAll(MASK) : text;
  }

  /** Whether the pattern might match: false is sure, true is not. */
  static boolean mayHold(String text) {
    for (int i = 2; i < text.length(); i++) {
      boolean may =
          switch (text.charAt(i)) {
            case '-', '_' -> endsWith(text, i, PREFIXES);
            case ':', '=' -> endsWith(text, nameEnd(text, i), NAMES);
            case ' ', '\t', '\n', '\u000B', '\f', '\r' -> endsWith(text, i, BEARER);
            default -> false;
          };
      if (may) {
        return true;
      }
    }
    return false;
  }

  /** Where the name before a separator ends: before quotes and spaces, however many. */
  private static int nameEnd(String text, int separator) {
    int end = separator;
    while (end > 0 && " \t\n\u000B\f\r\"'".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean endsWith(String text, int end, String... words) {
    for (String word : words) {
      if (text.regionMatches(true, end - word.length(), word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }
}
