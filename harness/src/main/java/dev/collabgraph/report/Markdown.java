package dev.collabgraph.report;

/** Foreign text in Markdown, shown as it is and without effect. */
final class Markdown {
  private Markdown() {}

  /** One line; characters that could mark up, link or end a table cell are escaped. */
  static String inert(String text) {
    StringBuilder inert = new StringBuilder(text.length() + 16);
    text.strip()
        .replaceAll("\\s+", " ")
        .codePoints()
        .forEach(
            c -> {
              if (c == '<') {
                inert.append("&lt;");
              } else if (c == '&') {
                inert.append("&amp;");
              } else if ("\\`*_{}[]()#+!|~>@".indexOf(c) >= 0) {
                inert.append('\\').append((char) c);
              } else {
                inert.appendCodePoint(visible(c) ? c : '?');
              }
            });
    return inert.toString();
  }

  /** The text with a question mark for each character that cannot be seen or written. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().forEach(c -> visible.appendCodePoint(visible(c) ? c : '?'));
    return visible.toString();
  }

  private static boolean visible(int c) {
    int type = Character.getType(c);
    return !Character.isISOControl(c) && type != Character.FORMAT && type != Character.SURROGATE;
  }
}
