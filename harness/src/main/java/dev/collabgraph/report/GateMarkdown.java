package dev.collabgraph.report;

import dev.collabgraph.gate.TaskVerdict;
import dev.collabgraph.gate.Verdict;
import java.util.List;

/** A verdict as Markdown for a pull request or a job's summary page. */
final class GateMarkdown {
  private static final int MOST_IDS = 20;

  private GateMarkdown() {}

  /** Lines, the last ended; text from files is inert: no markup, no link, no HTML. */
  static String of(Verdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append("### Collabgraph: ")
        .append(Markdown.inert(verdict.suite()))
        .append(verdict.passed() ? " passes" : " does not pass")
        .append("\n\n");
    if (!verdict.violations().isEmpty() || !verdict.measured().isEmpty()) {
      text.append("| | |\n|---|---|\n");
      verdict
          .violations()
          .forEach(
              violation ->
                  text.append("| **no** | ")
                      .append(Markdown.inert(violation.text()))
                      .append(" |\n"));
      verdict
          .measured()
          .forEach(line -> text.append("| ok | ").append(Markdown.inert(line)).append(" |\n"));
      text.append('\n');
    }
    list(text, "Flaky tasks", verdict.ids(TaskVerdict.Status.FLAKY));
    list(text, "Inconclusive tasks", verdict.ids(TaskVerdict.Status.INCONCLUSIVE));
    list(
        text,
        "Tasks that passed every blessed run and fail now",
        verdict.tasks().stream()
            .filter(TaskVerdict::broken)
            .map(task -> task.outcome().id())
            .toList());
    return text.toString();
  }

  private static void list(StringBuilder text, String title, List<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    int shown = Math.min(MOST_IDS, ids.size());
    text.append(title).append(" (").append(ids.size()).append("): ");
    text.append(Markdown.inert(String.join(", ", ids.subList(0, shown))));
    text.append(shown < ids.size() ? ", and " + (ids.size() - shown) + " more" : "");
    text.append("\n\n");
  }
}
