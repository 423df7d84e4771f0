package dev.collabgraph.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Remembers, beside a result, what the search or evaluation that gave it started from. Written last
 * and only after a conclusive one; a changed result or a missing file of it voids it.
 *
 * @param file in the suite's output folder
 * @param result files it vouches for beside it, the first of them by its content
 */
record SearchMarker(Path file, List<String> result) {

  /** The marker of a search. */
  static SearchMarker in(Path directory) {
    return new SearchMarker(
        directory.resolve(".inputs"),
        List.of("result.json", "best.graph.json", "trials.jsonl", "report.html", "summary.md"));
  }

  /** The marker of an evaluation. */
  static SearchMarker ofEvaluation(Path directory) {
    return new SearchMarker(
        directory.resolve(".evaluation-inputs"),
        List.of("evaluation.json", "evaluated.graph.json"));
  }

  /** The files it vouches for. */
  List<Path> files() {
    return result.stream().map(file::resolveSibling).toList();
  }

  /** The closing summary of the search, if it started from the same and its result is untouched. */
  Optional<List<String>> summaryIfUnchanged(String inputs) {
    try {
      if (!Files.isRegularFile(file) || !result.stream().allMatch(this::there)) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return lines.size() >= 2 && lines.get(0).equals(inputs) && lines.get(1).equals(resultDigest())
          ? Optional.of(List.copyOf(lines.subList(2, lines.size())))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // unreadable is as good as absent: the search runs
    }
  }

  /** Forgets, before a new search begins. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file + ": " + e.getMessage(), e);
    }
  }

  /** Remembers. */
  void write(String inputs, List<String> summary) {
    try {
      Path whole = file.resolveSibling(file.getFileName() + ".part");
      StringBuilder text = new StringBuilder(inputs).append('\n').append(resultDigest());
      summary.forEach(line -> text.append('\n').append(line));
      Files.writeString(whole, text.append('\n'));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private boolean there(String name) {
    return Files.isRegularFile(file.resolveSibling(name));
  }

  private String resultDigest() throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(Files.readAllBytes(file.resolveSibling(result.get(0)))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
