package dev.collabgraph.maven;

/** Texts as YAML wants them. */
final class Yaml {
  private Yaml() {}

  /** A double-quoted scalar; every character that could end or change it is escaped. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < 0x20 || c >= 0x7F) {
                quoted.append("\\U%08X".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
