package dev.collabgraph.llm;

/** Text of models and servers made safe to show: keys masked, on one line, clipped. */
public final class ShownText {
  private ShownText() {}

  /**
   * One line of at most {@code length} characters, {@code ...} behind a longer one. What looks like
   * a key becomes {@code ***}; control characters and those that hide become {@code ?}.
   */
  public static String of(String text, int length) {
    return Excerpt.of(text, null, length);
  }
}
