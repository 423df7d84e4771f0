package dev.collabgraph.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tasks that the winner fails, with the reason and the calls, as the search wrote them into
 * {@code traces/finalist-N.txt}: those of the test split, of validation if there is none.
 */
final class FailingTasks {
  /** Most tasks in a page. */
  static final int MOST = 20;

  private static final Pattern HEAD = Pattern.compile("(test|validation), task (.*?): (.*)");
  private static final Pattern SCORE = Pattern.compile("score ([0-9.Ee-]+) in \\S+ s, (.*)");

  /** A task that fails: the line that says how, and what was called. */
  private record Failure(String title, boolean scored, List<String> calls) {}

  private final String split;
  private final List<Failure> failures = new ArrayList<>();
  private int tasks;

  private FailingTasks(String split) {
    this.split = split;
  }

  /**
   * The section as HTML; empty without a winner or if its calls were not kept.
   *
   * @param traces the folder of the finalists' calls
   * @throws UncheckedIOException naming the file that could not be read
   */
  static String section(JsonNode result, Path traces) {
    JsonNode winner = result.path("winner");
    Optional<Path> file = file(ResultTree.text(winner, "digest"), traces);
    if (file.isEmpty()) {
      return "";
    }
    boolean tested = winner.at("/test/n").asInt() > 0;
    FailingTasks failing = new FailingTasks(tested ? "test" : "validation");
    try (BufferedReader lines = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
      failing.read(lines);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.get() + ": " + e, e);
    }
    return failing.html("traces/" + file.get().getFileName());
  }

  private static Optional<Path> file(String digest, Path traces) {
    if (digest.isEmpty() || !Files.isDirectory(traces)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(traces)) {
      List<Path> finalists =
          files
              .filter(each -> each.getFileName().toString().matches("finalist-\\d+\\.txt"))
              .sorted()
              .toList();
      for (Path each : finalists) {
        try (BufferedReader lines = Files.newBufferedReader(each, StandardCharsets.UTF_8)) {
          String first = lines.readLine();
          if (first != null && first.startsWith("Graph " + digest + ",")) {
            return Optional.of(each);
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + traces + ": " + e, e);
    }
  }

  private void read(BufferedReader lines) throws IOException {
    Failure open = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher head = HEAD.matcher(line);
      if (line.isEmpty()) {
        open = null;
      } else if (open != null) {
        open.calls().add(line);
      } else if (head.matches() && head.group(1).equals(split)) {
        tasks++;
        open = failure(head.group(2), head.group(3));
        if (open != null) {
          failures.add(open);
        }
      }
    }
  }

  /** Null if the task was answered right. */
  private static Failure failure(String task, String outcome) {
    Matcher score = SCORE.matcher(outcome);
    if (!score.matches()) {
      return new Failure(task + ": " + outcome, false, new ArrayList<>());
    }
    return Double.parseDouble(score.group(1)) >= 1
        ? null
        : new Failure(
            "%s: score %s, %s".formatted(task, score.group(1), score.group(2)),
            true,
            new ArrayList<>());
  }

  private String html(String file) {
    if (tasks == 0) {
      return "";
    }
    StringBuilder html = new StringBuilder("<h2>Tasks it fails</h2>\n<p class=\"lead\">");
    html.append(
        Html.escape(
            "%s of %s %s tasks score less than 1%s. %sThe calls of all are in %s."
                .formatted(
                    Format.count(failures.size()),
                    Format.count(tasks),
                    split,
                    unscored(),
                    failures.isEmpty()
                        ? ""
                        : failures.size() > MOST
                            ? "Here are %s; each opens to its calls. ".formatted(MOST)
                            : "Each opens to its calls. ",
                    file)));
    html.append("</p>\n");
    failures.stream()
        .sorted(Comparator.comparing(Failure::scored)) // what gave no score is a fault to mend
        .limit(MOST)
        .forEach(failure -> html.append(details(failure)));
    return html.toString();
  }

  private String unscored() {
    long none = failures.stream().filter(each -> !each.scored()).count();
    return none == 0 ? "" : ", %s of them had no score at all".formatted(Format.count(none));
  }

  private static String details(Failure failure) {
    String because =
        failure.calls().stream()
            .filter(line -> line.startsWith("  because "))
            .findFirst()
            .map(line -> ", " + line.strip())
            .orElse("");
    return "<details><summary>%s</summary>\n<pre>%s</pre></details>\n"
        .formatted(
            Html.escape(failure.title() + because),
            Html.escape(String.join("\n", failure.calls())));
  }
}
