package dev.collabgraph.suite.scoring.code;

import com.google.re2j.Pattern;
import dev.collabgraph.suite.scoring.code.CodeBlocks.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the program in an answer. Fenced blocks come first: the last one that defines the entry
 * point, with the other blocks that hold nothing but definitions and imports around it. Without a
 * fence, the lines from the first that belongs to a definition of the entry point to the first that
 * is prose; without a definition, an answer that goes on where the prompt ended. Time linear in the
 * text.
 */
final class CodeExtractor {
  private static final String END_OF_THINKING = "</think>";

  /** A line at the margin that a Python program may hold. */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(def|class|async def|import|del|global|nonlocal) \\w.*|from [\\w.]+ import .*|@\\w.*|#.*"
              + "|(if|elif|while|with|for|async for|async with|except)\\b.*:\\s*(#.*)?"
              + "|(else|try|finally|except)\\s*:.*|(return|raise|assert|yield|pass|break|continue)"
              + "|return\\b.*|raise \\w.*|assert .*|yield .*"
              + "|[A-Za-z_][\\w.]*(\\[[^\\]]*\\])?(\\s*,\\s*[A-Za-z_*][\\w.]*)*\\s*(:[^=]*)?"
              + "([-+*/%&|^@]|//|\\*\\*|<<|>>)?=[^=].*"
              + "|[A-Za-z_][\\w.]*\\(.*|[\\])}].*|[rbuRBU]?(\"\"\"|''').*");

  private static final Pattern DEFINITION =
      Pattern.compile(
          "(def|class|async def|import) \\w.*|from [\\w.]+ import .*|@\\w.*|#.*|[)\\]}].*");

  private CodeExtractor() {}

  /** A pattern for lines that define the name at the margin. */
  static Pattern definitionOf(String entryPoint) {
    String name = Pattern.quote(entryPoint);
    return Pattern.compile(
        "(?m)^(?:(?:async[ \\t]+)?def[ \\t]+"
            + name
            + "[ \\t]*[\\[(]|class[ \\t]+"
            + name
            + "[ \\t]*[:(\\[]|"
            + name
            + "[ \\t]*(?::[^=\\n]*)?=[^=]|from[ \\t].*[ ,]"
            + name
            + "[ \\t]*$)");
  }

  /** The program text; empty if the answer holds none. */
  static Optional<String> extract(String completion, String entryPoint) {
    String text = completion.replace("\r\n", "\n").replace('\r', '\n').replace("\uFEFF", "");
    int thought = text.lastIndexOf(END_OF_THINKING);
    text = thought < 0 ? text : text.substring(thought + END_OF_THINKING.length());
    Pattern definition = definitionOf(entryPoint);
    text = PastedSession.code(text, definition);
    List<Block> blocks = CodeBlocks.of(text);
    Optional<String> fenced = fenced(blocks, definition);
    if (fenced.isPresent()) {
      return fenced;
    }
    for (List<Block> others : List.of(CodeBlocks.elements(text), CodeBlocks.inline(text))) {
      if (!defining(others, definition).isEmpty()) {
        return fenced(others, definition);
      }
    }
    return bare(text, definition, blocks.isEmpty());
  }

  private static Optional<String> fenced(List<Block> blocks, Pattern definition) {
    List<Block> python = blocks.stream().filter(Block::python).toList();
    List<Block> defining = defining(python, definition);
    if (defining.isEmpty()) {
      defining = defining(blocks, definition);
    }
    if (!defining.isEmpty()) {
      Block chosen =
          defining.stream()
              .filter(Block::closed)
              .reduce((first, second) -> second)
              .orElse(defining.get(defining.size() - 1));
      Set<Block> others = new HashSet<>(defining);
      return Optional.of(
          blocks.stream()
              .filter(
                  block ->
                      block == chosen
                          || block.python() && !others.contains(block) && onlyDefines(block.code()))
              .map(Block::code)
              .collect(Collectors.joining("\n")));
    }
    return python.stream()
        .map(Block::code)
        .filter(code -> !code.isBlank())
        .max(Comparator.comparingInt(String::length));
  }

  private static List<Block> defining(List<Block> blocks, Pattern definition) {
    return blocks.stream().filter(block -> definition.matcher(block.code()).find()).toList();
  }

  private static boolean onlyDefines(String code) {
    boolean any = false;
    boolean quoted = false;
    for (String line : code.split("\n")) {
      boolean margin = !quoted && !line.isBlank() && !Character.isWhitespace(line.charAt(0));
      if (margin && !DEFINITION.matches(line)) {
        return false;
      }
      any |= margin && !line.startsWith("#");
      quoted ^= togglesQuote(line);
    }
    return any;
  }

  private static boolean togglesQuote(String line) {
    return (count(line, "\"\"\"") + count(line, "'''")) % 2 == 1;
  }

  private static int count(String line, String mark) {
    int n = 0;
    for (int at = line.indexOf(mark); at >= 0; at = line.indexOf(mark, at + mark.length())) {
      n++;
    }
    return n;
  }

  private static Optional<String> bare(String text, Pattern definition, boolean continuing) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    int defined = -1;
    for (int i = 0; i < lines.size() && defined < 0; i++) {
      defined = definition.matcher(lines.get(i)).find() ? i : -1;
    }
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) {
      first++;
    }
    if (first == lines.size()) {
      return Optional.empty();
    }
    boolean starts = belongs(lines.get(first));
    if (defined < 0 && !(continuing && starts)) {
      return indented(lines, definition);
    }
    int from = first;
    if (defined >= 0 && !starts) {
      from = defined;
      while (from > first && belongs(lines.get(from - 1))) {
        from--;
      }
    }
    List<String> code = new ArrayList<>();
    boolean quoted = false;
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean prose = !quoted && !belongs(line);
      if (prose && i > defined) {
        break;
      }
      code.add(prose ? "# " + line : line);
      quoted ^= togglesQuote(line);
    }
    String joined = String.join("\n", code);
    return joined.isBlank() ? Optional.empty() : Optional.of(joined + "\n");
  }

  /** The block set off by white space, as Markdown has it, that defines the entry point. */
  private static Optional<String> indented(List<String> lines, Pattern definition) {
    int from = 0;
    while (from < lines.size()) {
      int to = from;
      while (to < lines.size() && !margin(lines.get(to))) {
        to++;
      }
      String block = String.join("\n", lines.subList(from, to)) + "\n";
      if (definition.matcher(unindented(block)).find()) {
        return Optional.of(block);
      }
      from = to + 1;
    }
    return Optional.empty();
  }

  /** The text without the white space that all its lines begin with. */
  static String unindented(String code) {
    List<String> lines = Arrays.asList(code.split("\n", -1));
    int common =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    return lines.stream()
        .map(line -> line.isBlank() ? "" : line.substring(common))
        .collect(Collectors.joining("\n"));
  }

  private static boolean margin(String line) {
    return !line.isBlank() && !Character.isWhitespace(line.charAt(0));
  }

  private static boolean belongs(String line) {
    return line.isBlank() || Character.isWhitespace(line.charAt(0)) || STATEMENT.matches(line);
  }
}
