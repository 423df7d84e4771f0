package dev.collabgraph.llm;

/**
 * Makes foreign text safe to show: no keys, no control characters, no more than a few words. Public
 * for the sibling packages only.
 */
public final class Excerpt {
  /** Longest excerpt, in characters. */
  public static final int LENGTH = 200;

  private Excerpt() {}

  /**
   * An excerpt of a text.
   *
   * @param secret a key that must not appear, whatever it looks like; null if there is none
   */
  public static String of(String text, Secret secret) {
    return of(text, secret, LENGTH);
  }

  /** An excerpt of at most {@code length} characters. */
  static String of(String text, Secret secret, int length) {
    // Cut before the patterns run, so that a huge text costs little; far enough to cut no key
    // short.
    String cut = text.length() > 4 * length ? text.substring(0, 4 * length) : text;
    if (secret != null && !secret.reveal().isBlank()) {
      cut = cut.replace(secret.reveal(), "***");
    }
    cut = KeyMask.masked(cut);
    StringBuilder out = new StringBuilder(Math.min(length, cut.length()) + 4);
    boolean space = true;
    for (int i = 0; i < cut.length(); ) {
      char plain = cut.charAt(i);
      if (plain > ' ' && plain <= '~' && out.length() < length) {
        out.append(plain);
        space = false;
        i++;
        continue;
      }
      int c = cut.codePointAt(i);
      i += Character.charCount(c);
      boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c);
      if (blank && space) {
        continue;
      }
      if (out.length() >= length) {
        return out.append("...").toString();
      }
      space = blank;
      if (blank) {
        out.append(' ');
      } else if (shown(c)) {
        out.appendCodePoint(c);
      } else {
        out.append('?');
      }
    }
    return out.toString().strip();
  }

  /**
   * Control, format (bidirectional overrides among them), surrogate and private characters hide.
   */
  private static boolean shown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
