package dev.collabgraph.report;

/** Text for XML 1.0: what the standard does not allow becomes U+FFFD, what means markup escapes. */
final class Xml {
  private Xml() {}

  static String text(String text) {
    return escaped(text, false);
  }

  /** For attributes in double quotes; line ends survive. */
  static String attribute(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean attribute) {
    StringBuilder xml = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\r' -> xml.append("&#13;");
                case '\n', '\t' -> {
                  if (attribute) {
                    xml.append("&#").append(c).append(';');
                  } else {
                    xml.append((char) c);
                  }
                }
                default -> xml.appendCodePoint(allowed(c) ? c : 0xFFFD);
              }
            });
    return xml.toString();
  }

  private static boolean allowed(int c) {
    return c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000 && c <= 0x10FFFF;
  }
}
