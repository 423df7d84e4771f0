package dev.collabgraph.llm.provider;

/**
 * Separates what a reasoning model thought from what it answered, for servers that leave both in
 * one text: {@code <think>...</think>answer}. The opening tag may be missing, since some prompt
 * templates end with it; a text that opens it and never closes it is all thinking.
 *
 * @param text the answer
 * @param thinking null if there is none
 */
record Thinking(String text, String thinking) {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  /** Splits a text; {@code known} is what the server gave apart, or null. */
  static Thinking split(String text, String known) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    boolean opened = text.startsWith(OPEN, start);
    int close = text.indexOf(CLOSE, start);
    if (close < 0) {
      return opened
          ? new Thinking("", join(known, text.substring(start + OPEN.length())))
          : new Thinking(text, known);
    }
    if (!opened && text.lastIndexOf(OPEN, close) >= 0) {
      return new Thinking(text, known); // a tag inside the answer is the answer's
    }
    String thought = text.substring(opened ? start + OPEN.length() : start, close);
    return new Thinking(
        text.substring(close + CLOSE.length()).stripLeading(), join(known, thought));
  }

  private static String join(String known, String more) {
    String thought = more.strip();
    if (thought.isEmpty()) {
      return known;
    }
    return known == null ? thought : known + "\n" + thought;
  }
}
