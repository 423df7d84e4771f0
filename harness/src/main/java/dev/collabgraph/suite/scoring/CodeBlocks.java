package dev.collabgraph.suite.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fenced blocks of a Markdown text. One pass over its lines. */
final class CodeBlocks {
  private static final int MAX_FENCE_INDENT = 12;

  private CodeBlocks() {}

  /**
   * One block.
   *
   * @param language first word behind the fence in lower case; empty if there is none
   * @param code its lines, without the indentation of the fence
   * @param closed whether the fence was closed; an answer that was cut has an open one
   */
  record Block(String language, String code, boolean closed) {
    /** Whether it may hold Python: it says so, or says nothing. */
    boolean python() {
      return language.isEmpty() || language.matches("py|py3|python[0-9.]{0,6}|\\{?\\.python\\}?");
    }
  }

  static List<Block> of(String text) {
    List<Block> blocks = new ArrayList<>();
    String fence = null;
    int indent = 0;
    String language = "";
    StringBuilder code = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      int margin = margin(line);
      String rest = line.substring(margin);
      if (fence == null) {
        String opened = margin > MAX_FENCE_INDENT ? null : fence(rest);
        if (opened != null && rest.indexOf(opened.charAt(0), opened.length()) < 0) {
          fence = opened;
          indent = margin;
          language = language(rest.substring(opened.length()));
          code.setLength(0);
        }
      } else if (closes(rest, fence) && margin <= indent + 3) {
        blocks.add(new Block(language, code.toString(), true));
        fence = null;
      } else {
        code.append(line, Math.min(margin, indent), line.length()).append('\n');
      }
    }
    if (fence != null && !code.toString().isBlank()) {
      blocks.add(new Block(language, code.toString(), false));
    }
    return blocks;
  }

  private static int margin(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  private static String fence(String rest) {
    for (char mark : new char[] {'`', '~'}) {
      int n = 0;
      while (n < rest.length() && rest.charAt(n) == mark) {
        n++;
      }
      if (n >= 3) {
        return rest.substring(0, n);
      }
    }
    return null;
  }

  private static boolean closes(String rest, String fence) {
    String mark = rest.stripTrailing();
    String found = fence(mark);
    return found != null && found.equals(mark) && mark.startsWith(fence);
  }

  private static String language(String info) {
    String word = info.strip();
    int end = 0;
    while (end < word.length() && !Character.isWhitespace(word.charAt(end))) {
      end++;
    }
    return word.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
