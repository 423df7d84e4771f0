package dev.collabgraph.suite.scoring.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fenced blocks of a Markdown text. One pass over its lines. */
final class CodeBlocks {
  private static final int MAX_FENCE_INDENT = 12;
  private static final int MAX_INLINE = 200;
  private static final int MAX_MARKS = 8;

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
    boolean cited = false;
    for (String each : text.split("\n", -1)) {
      String line = fence == null || cited ? uncited(each) : each;
      int margin = margin(line);
      String rest = line.substring(margin);
      if (fence == null) {
        String opened = margin > MAX_FENCE_INDENT ? null : fence(rest);
        if (opened != null && rest.indexOf(opened.charAt(0), opened.length()) < 0) {
          fence = opened;
          cited = line.length() < each.length();
          indent = margin;
          language = language(rest.substring(opened.length()));
          code.setLength(0);
        }
      } else if (code.length() == 0 && rest.startsWith(fence) && !language(rest).equals(fence)) {
        language = language(rest.substring(fence.length())); // the fence was opened twice
      } else if (closes(rest, fence) && margin <= indent + 3) {
        blocks.add(new Block(language, code.toString(), true));
        fence = null;
      } else {
        code.append(line, Math.min(margin, indent), line.length()).append('\n');
      }
    }
    if (fence != null && !code.toString().isBlank()) {
      int close = code.indexOf(fence + "\n"); // at the end of a line of code
      blocks.add(
          close > 0
              ? new Block(language, code.substring(0, close) + "\n", true)
              : new Block(language, code.toString(), false));
    }
    return blocks;
  }

  /** What stands between single marks or on the line of its fence, with line ends around it. */
  static List<Block> inline(String text) {
    List<Block> blocks = new ArrayList<>();
    int at = text.indexOf('`');
    while (at >= 0 && blocks.size() < MAX_INLINE) {
      int start = at;
      while (start < text.length() && text.charAt(start) == '`') {
        start++;
      }
      String mark = text.substring(at, Math.min(start, at + MAX_MARKS));
      int end = text.indexOf(mark, start);
      if (end < 0) {
        break;
      }
      String code = text.substring(start, end).strip();
      String word = language(code);
      boolean named = mark.length() > 1 && word.matches("py|python3?");
      blocks.add(
          new Block("", (named ? code.substring(word.length()).strip() : code) + "\n", true));
      at = text.indexOf('`', end + mark.length());
    }
    return blocks;
  }

  /** What elements {@code <code>} hold, with their entities replaced. */
  static List<Block> elements(String text) {
    List<Block> blocks = new ArrayList<>();
    int at = text.indexOf("<code");
    while (at >= 0 && blocks.size() < MAX_INLINE) {
      int start = text.indexOf('>', at) + 1;
      int end = start == 0 ? -1 : text.indexOf("</code>", start);
      if (end < 0) {
        break;
      }
      String code = text.substring(start, end);
      code = code.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
      blocks.add(new Block("", code.replace("&#39;", "'").replace("&amp;", "&") + "\n", true));
      at = text.indexOf("<code", end);
    }
    return blocks;
  }

  /** A line without the mark of a quotation. */
  private static String uncited(String line) {
    return line.startsWith("> ") ? line.substring(2) : line.equals(">") ? "" : line;
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
