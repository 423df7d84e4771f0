package dev.collabgraph.report;

/** Escaping for HTML and SVG. */
final class Html {
  private Html() {}

  /**
   * Text as it may stand between tags and in quoted attributes: markup characters as entities,
   * control characters and lone surrogates as U+FFFD.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append((char) c);
                default -> escaped.appendCodePoint(inert(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean inert(int c) {
    boolean control = c < 0x20 || c >= 0x7F && c < 0xA0;
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    boolean direction = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    return !control && !surrogate && !direction && c != 0xFFFE && c != 0xFFFF;
  }
}
