package dev.collabgraph.suite.scoring.code;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a session of Python's interpreter or of a notebook as the program that was typed: prompts
 * and output go, as do the expressions that were tried out. Only where the session defines what is
 * asked for, so that examples in a docstring are left alone. One pass over the lines.
 */
final class PastedSession {
  private static final Pattern TYPED =
      Pattern.compile("^[ \\t]*(?:>>>|In \\[\\d{0,6}\\]:)(?: (.*))?$");
  private static final Pattern CONTINUED =
      Pattern.compile("^[ \\t]*(?:\\.\\.\\.|\\.\\.\\.:)(?: (.*))?$");

  /** What a program keeps of what was typed: definitions, imports, assignments, blocks. */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "^(?:(?:def|class|async|import|from|if|for|while|with|try)\\b|@|[A-Za-z_][\\w.]*[ \\t]*(?::[^=]*)?=[^=])");

  private PastedSession() {}

  /**
   * The text with the session as code; the text itself if it holds none that defines the name.
   *
   * @param definition finds a definition of the name at the margin
   */
  static String code(String text, Pattern definition) {
    if (!text.contains(">>>") && !text.contains("In [")) {
      return text;
    }
    List<String> code = new ArrayList<>();
    boolean session = false;
    boolean kept = false;
    boolean defines = false;
    for (String line : text.split("\n", -1)) {
      Matcher typed = TYPED.matcher(line);
      Matcher continued = CONTINUED.matcher(line);
      if (typed.find()) {
        String statement = said(typed);
        session = true;
        kept = STATEMENT.matcher(statement).find();
        defines |= definition.matcher(statement).find();
        if (kept) {
          code.add(statement);
        }
      } else if (session && continued.find()) {
        if (kept) {
          code.add(said(continued));
        }
      } else if (!session || line.strip().startsWith("```") || line.strip().startsWith("~~~")) {
        session = false;
        code.add(line);
      }
    }
    return defines ? String.join("\n", code) : text;
  }

  private static String said(Matcher line) {
    return line.group(1) == null ? "" : line.group(1);
  }
}
