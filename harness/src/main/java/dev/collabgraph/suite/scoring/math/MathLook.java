package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.text.Boxes;
import dev.collabgraph.suite.scoring.text.Texts;
import java.util.List;

/** How an answer looks without what does not change how it reads, so that equal looks agree. */
final class MathLook {
  private static final List<String> LAYOUT =
      List.of("\\left", "\\right", "\\displaystyle", "\\limits", "\\!", "$");
  private static final List<String> MODULI = List.of("\\pmod", "\\bmod", "\\mod");

  private MathLook() {}

  static String of(String answer) {
    String s = answer.strip();
    for (String layout : LAYOUT) {
      s = s.replace(layout, "");
    }
    for (String space : List.of("\\,", "\\;", "\\:", "\\ ")) {
      s = s.replace(space, " ");
    }
    s = scripts(s.replace("dfrac", "frac").replace("tfrac", "frac"));
    s = spaced(s.indexOf("mod") < 0 ? s : moduli(s));
    return s.endsWith(".") ? s.substring(0, s.length() - 1) : s;
  }

  /**
   * With braces around each exponent and index of one letter, or of one digit that stands alone.
   */
  private static String scripts(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      char beyond = i + 2 < text.length() ? text.charAt(i + 2) : '\0';
      boolean alone =
          Character.isLetter(next) || Character.isDigit(next) && !Character.isDigit(beyond);
      if ((c == '^' || c == '_') && alone) {
        out = out == null ? new StringBuilder(text.length() + 8).append(text, 0, i) : out;
        out.append(c).append('{').append(next).append('}');
        i++;
      } else if (out != null) {
        out.append(c);
      }
    }
    return out == null ? text : out.toString();
  }

  /** With one command for moduli, and no braces around what follows it. */
  private static String moduli(String text) {
    String s = text;
    for (String command : MODULI) {
      int at = s.indexOf(command + "{");
      int end = at < 0 ? -1 : Boxes.closing(s, at + command.length());
      if (end > 0) {
        int open = at + command.length();
        s = s.substring(0, open) + " " + s.substring(open + 1, end) + s.substring(end + 1);
      }
      s = s.replace(command, MODULI.get(0));
    }
    return s;
  }

  /** Without the spaces that do not part two letters or digits. */
  private static String spaced(String text) {
    String one = Texts.collapse(text.replace('~', ' '));
    StringBuilder out = new StringBuilder(one.length());
    boolean command = false;
    for (int i = 0; i < one.length(); i++) {
      char c = one.charAt(i);
      boolean after = command && i + 1 < one.length() && Character.isDigit(one.charAt(i + 1));
      command = c == '\\' || command && Character.isLetter(c);
      boolean parts =
          c == ' '
              && !after
              && (Character.isLetterOrDigit(one.charAt(i - 1)) || one.charAt(i - 1) == ',')
              && Character.isLetterOrDigit(one.charAt(i + 1));
      if (c != ' ' || parts) {
        out.append(c);
      }
    }
    return out.toString();
  }
}
