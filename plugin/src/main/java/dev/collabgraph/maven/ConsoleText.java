package dev.collabgraph.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes text that a model wrote fit for a build log: it is hostile until shown otherwise. */
final class ConsoleText {
  static final int MOST_CHARACTERS = 4_000;

  private ConsoleText() {}

  /**
   * The text line by line, without characters that move a cursor, colour, reorder or cannot be seen
   * ({@code ?} stands for each), cut after {@link #MOST_CHARACTERS}.
   */
  static List<String> lines(String text) {
    int kept = Math.min(text.length(), MOST_CHARACTERS);
    List<String> lines = new ArrayList<>();
    for (String line : text.substring(0, kept).stripTrailing().split("\\R", -1)) {
      lines.add(printable(line));
    }
    if (kept < text.length()) {
      lines.add(String.format(Locale.ROOT, "... (%,d more characters)", text.length() - kept));
    }
    return lines;
  }

  /** One line of text, made printable. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (character == '\t') {
                printable.append("  ");
              } else {
                printable.appendCodePoint(visible(character) ? character : '?');
              }
            });
    return printable.toString();
  }

  private static boolean visible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
