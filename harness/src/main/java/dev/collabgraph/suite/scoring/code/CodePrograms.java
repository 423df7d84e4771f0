package dev.collabgraph.suite.scoring.code;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.sandbox.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Ways to read the code of an answer as a program, given the task's prompt. */
final class CodePrograms {
  private static final Pattern FUNCTION =
      Pattern.compile("(?m)^(?:async[ \\t]+)?(?:def|class)[ \\t]+([A-Za-z_]\\w{0,200})[ \\t]*[:(]");

  private static final Pattern SOLUTION = Pattern.compile("(?m)^class[ \\t]+Solution\\b");

  /** A call of a plain name, not of an attribute. */
  private static final Pattern CALL =
      Pattern.compile("(?:^|[^A-Za-z0-9_.])([A-Za-z_][A-Za-z0-9_]{0,200})[ \\t]*\\(");

  /** Names that Python knows and tests call around the one that is tested. */
  private static final Set<String> BUILT_IN =
      Set.of(
          ("abs all any and ascii assert bin bool bytearray bytes callable chr complex dict dir divmod"
                  + " enumerate filter float format frozenset getattr hasattr hash hex id if in int is"
                  + " isinstance issubclass iter lambda len list map max min next not oct open or ord"
                  + " pow print range repr reversed round set slice sorted str sum tuple type vars zip")
              .split(" "));

  private CodePrograms() {}

  static Program of(Task task, String code) {
    String entry = entryPoint(task);
    String prompt = task.question();
    String test = task.fields().get("test");
    EntryMethod method = EntryMethod.of(entry);
    if (method == null) {
      return new Program(prompt, test, entry, variants(prompt, entry, code));
    }
    Matcher start = CodeExtractor.definitionOf(method.type()).matcher(prompt);
    String preamble = start.find() ? prompt.substring(0, start.start()) : prompt;
    List<List<String>> bound = new ArrayList<>();
    for (List<String> parts : variants(prompt, method.type(), code)) {
      List<String> all = new ArrayList<>(parts);
      all.add(method.binding());
      bound.add(all);
    }
    return new Program(preamble, test, method.name(), bound);
  }

  /** What an answer must define for an entry point: the name itself, or the class of a method. */
  static String definedName(String entry) {
    EntryMethod method = EntryMethod.of(entry);
    return method == null ? entry : method.type();
  }

  /**
   * The name that is tested: a field, or the last that the prompt defines, or the first that an
   * assertion of the test calls and nobody else defines; null if there is none.
   */
  static String entryPoint(Task task) {
    String given = task.fields().get("entry_point");
    if (given != null && !given.isBlank()) {
      return given.strip();
    }
    Matcher matcher = FUNCTION.matcher(task.question());
    String last = null;
    while (matcher.find()) {
      last = matcher.group(1);
    }
    return last != null ? last : asserted(task.fields().getOrDefault("test", ""));
  }

  private static String asserted(String test) {
    for (String line : test.split("\n")) {
      String statement = line.strip();
      if (!statement.startsWith("assert")) {
        continue;
      }
      Matcher call = CALL.matcher(statement);
      for (int from = "assert".length(); call.find(from); from = call.end() - 1) {
        String name = call.group(1);
        if (!BUILT_IN.contains(name) && !bound(test, name)) {
          return name;
        }
      }
    }
    return null;
  }

  /** Whether the test itself defines or imports a name. */
  private static boolean bound(String test, String name) {
    return CodeExtractor.definitionOf(name).matcher(test).find();
  }

  static List<List<String>> variants(String prompt, String entry, String code) {
    List<List<String>> variants = new ArrayList<>();
    Pattern definition = CodeExtractor.definitionOf(entry);
    String flat = CodeExtractor.unindented(code);
    if (!definition.matcher(code).find() && definition.matcher(flat).find()) {
      variants.addAll(variants(prompt, entry, flat));
    }
    if (!definition.matcher(code).find() && isMethod(entry, code)) {
      variants.add(List.of(code + "\n\n" + entry + " = Solution()." + entry + "\n"));
    }
    boolean continues = Character.isWhitespace(firstOf(code));
    List<List<String>> continued = new ArrayList<>();
    continued.add(List.of(prompt + code));
    if (!prompt.endsWith("\n")) {
      continued.add(List.of(prompt + "\n" + code));
    }
    if (continues) {
      variants.addAll(continued);
    }
    if (definition.matcher(code).find()) {
      Matcher start = definition.matcher(prompt);
      String preamble = start.find() ? prompt.substring(0, start.start()) : "";
      if (!preamble.isBlank()) {
        variants.add(List.of(preamble, code));
      }
      variants.add(List.of(code));
      return variants;
    }
    if (!continues) {
      variants.addAll(continued);
    }
    String line = prompt.endsWith("\n") ? prompt : prompt + "\n";
    variants.add(List.of(line + "    " + code.stripLeading())); // stripped at the front
    variants.add(List.of(line + indented(code))); // stripped on every line
    variants.add(List.of(code));
    return variants;
  }

  /**
   * Whether it is a method of a class Solution, in the manner of LeetCode, as which it is called.
   */
  private static boolean isMethod(String entry, String code) {
    String name = Pattern.quote(entry);
    return SOLUTION.matcher(code).find()
        && Pattern.compile("(?m)^[ \\t]+def[ \\t]+" + name + "[ \\t]*\\(").matcher(code).find();
  }

  /** First character of the first line that is not blank. */
  private static char firstOf(String code) {
    int line = 0;
    for (int i = 0; i < code.length(); i++) {
      if (code.charAt(i) == '\n') {
        line = i + 1;
      } else if (!Character.isWhitespace(code.charAt(i))) {
        return code.charAt(line);
      }
    }
    return 'x';
  }

  private static String indented(String code) {
    return code.lines()
        .map(line -> line.isBlank() ? line : "    " + line)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
