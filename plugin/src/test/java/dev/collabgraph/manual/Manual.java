package dev.collabgraph.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The chapters of the manual as they lie in the source tree, and the README. */
final class Manual {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path FOLDER = ROOT.resolve("src/site/markdown");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?<indent> *)```(?<kind>\\w*)\\n(?<text>.*?)^ *```$");

  /** A fenced block: its chapter and line, what follows the fence, its text. */
  record Block(String where, String kind, String text) {
    @Override
    public String toString() {
      return where + " " + kind;
    }
  }

  private Manual() {}

  /** Every chapter, by name. */
  static List<Path> chapters() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every chapter, and the README. */
  static List<Path> texts() {
    return Stream.concat(Stream.of(ROOT.resolve("README.md")), chapters().stream()).toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All fenced blocks of a kind. */
  static List<Block> blocks(String kind) {
    List<Block> blocks = new ArrayList<>();
    for (Path file : texts()) {
      String text = read(file);
      Matcher match = BLOCK.matcher(text);
      while (match.find()) {
        if (match.group("kind").equals(kind)) {
          long line = text.substring(0, match.start()).lines().count() + 1;
          blocks.add(
              new Block(
                  file.getFileName() + ":" + line,
                  kind,
                  match.group("text").indent(-match.group("indent").length())));
        }
      }
    }
    return blocks;
  }
}
