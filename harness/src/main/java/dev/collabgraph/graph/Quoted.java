package dev.collabgraph.graph;

import java.util.Collection;
import java.util.Locale;

/** Names from files, made safe for a message: quoted, without control characters, not too long. */
final class Quoted {
  private static final int LONGEST = 80;
  private static final int MOST = 8;

  private Quoted() {}

  /** {@code "name"}, control and format characters as Unicode escapes, clipped. */
  static String name(String name) {
    return '"' + plain(name) + '"';
  }

  /** The same without quotes. */
  static String plain(String name) {
    StringBuilder text = new StringBuilder();
    int taken = 0;
    for (int i = 0; i < name.length(); ) {
      int point = name.codePointAt(i);
      if (taken == LONGEST) {
        text.append("...");
        break;
      }
      if (isPlain(point)) {
        text.appendCodePoint(point);
      } else {
        text.append(String.format(Locale.ROOT, "\\u%04x", point));
      }
      taken++;
      i += Character.charCount(point);
    }
    return text.toString();
  }

  /** The names, comma-separated, at most eight of them. */
  static String names(Collection<String> names) {
    StringBuilder text = new StringBuilder();
    int taken = 0;
    for (String name : names) {
      if (taken == MOST) {
        return text.append(" and ").append(names.size() - MOST).append(" more").toString();
      }
      text.append(taken++ == 0 ? "" : ", ").append(name(name));
    }
    return text.toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
