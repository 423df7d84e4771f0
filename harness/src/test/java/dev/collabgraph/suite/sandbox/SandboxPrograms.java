package dev.collabgraph.suite.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the corpora of hostile and of right programs. */
public final class SandboxPrograms {
  private SandboxPrograms() {}

  /**
   * A program that must not get what it wants.
   *
   * @param outcomes those that are right, in lower case
   */
  public record Hostile(String name, Set<String> outcomes, String code) {}

  /** A program with its task, and whether it must pass. */
  public record Labelled(
      String name, String prompt, String entry, String completion, String test, boolean passes) {}

  public static List<Hostile> hostile() {
    List<Hostile> programs = new ArrayList<>();
    for (String section : sections("hostile-programs.txt")) {
      String head = section.substring(0, section.indexOf('\n'));
      int colon = head.lastIndexOf(':');
      programs.add(
          new Hostile(
              head.substring(0, colon).strip(),
              new TreeSet<>(List.of(head.substring(colon + 1).strip().split(" "))),
              section.substring(section.indexOf('\n') + 1).strip().replace("<NUL>", "\0") + "\n"));
    }
    return programs;
  }

  public static List<Labelled> right() {
    return labelled("right-programs.txt");
  }

  /** Programs in the manner of other projects' answers and tests. */
  public static List<Labelled> fresh() {
    return labelled("fresh-programs.txt");
  }

  private static List<Labelled> labelled(String corpus) {
    List<Labelled> programs = new ArrayList<>();
    for (String section : sections(corpus)) {
      Map<String, String> parts = new LinkedHashMap<>();
      String[] blocks = section.split("\n--- ");
      for (int i = 1; i < blocks.length; i++) {
        int end = blocks[i].indexOf('\n');
        String head = end < 0 ? blocks[i] : blocks[i].substring(0, end);
        int space = head.indexOf(' ');
        parts.put(
            space < 0 ? head : head.substring(0, space),
            space < 0
                ? end < 0 ? "" : blocks[i].substring(end + 1) + "\n"
                : head.substring(space + 1));
      }
      String completion = parts.get("completion");
      programs.add(
          new Labelled(
              blocks[0].strip(),
              parts.get("prompt"),
              parts.get("entry"),
              parts.containsKey("crlf") ? completion.replace("\n", "\r\n") : completion,
              parts.get("test"),
              !parts.containsKey("expect")));
    }
    return programs;
  }

  private static List<String> sections(String name) {
    try (InputStream in = SandboxPrograms.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String[] parts = ("\n" + text).split("\n=== ");
      return List.of(parts).subList(1, parts.length);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
