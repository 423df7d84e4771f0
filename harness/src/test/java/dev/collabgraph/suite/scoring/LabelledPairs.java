package dev.collabgraph.suite.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the labelled corpora: {@code = gold}, {@code + accepted}, {@code - rejected}. */
public final class LabelledPairs {
  /** One labelled pair. */
  public record Pair(String gold, String answer, boolean accepted, int line) {}

  private LabelledPairs() {}

  public static List<Pair> read(String name) {
    try (InputStream in = LabelledPairs.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Pair> pairs = new ArrayList<>();
      String gold = null;
      int number = 0;
      for (String line : text.split("\n", -1)) {
        number++;
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String value = line.length() > 2 ? line.substring(2) : "";
        switch (line.length() < 2 ? line + " " : line.substring(0, 2)) {
          case "= " -> gold = value;
          case "+ " -> pairs.add(new Pair(gold, value, true, number));
          case "- " -> pairs.add(new Pair(gold, value, false, number));
          default -> throw new IllegalStateException(name + ":" + number + ": " + line);
        }
      }
      return pairs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
