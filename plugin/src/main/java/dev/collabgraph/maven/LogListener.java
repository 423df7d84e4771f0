package dev.collabgraph.maven;

import dev.collabgraph.search.SearchListener;
import java.util.Locale;
import org.apache.maven.plugin.logging.Log;

/** Tells a build log how a search goes: one line per iteration, no colour, nothing that moves. */
final class LogListener implements SearchListener {
  private final Log log;
  private double best = Double.NaN;

  /**
   * @param log of the goal
   */
  LogListener(Log log) {
    this.log = log;
  }

  @Override
  public void note(String line) {
    log.info(line);
  }

  @Override
  public void warning(String line) {
    log.warn(line);
  }

  @Override
  public void iteration(Progress progress) {
    // A leader that meets more tasks may turn out worse, and a line that falls must say why.
    boolean lower = progress.bestScore() < best;
    best = progress.bestScore();
    log.info(line(progress) + (lower ? " | lower, since more tasks judge" : ""));
  }

  /**
   * {@code sample 4/10 | best so far 52.5 % [44.1, 60.8], 17.3 units | 1,240 calls | 12 s left}.
   */
  static String line(Progress progress) {
    StringBuilder line = new StringBuilder();
    String count =
        progress.iterations() > 0
            ? progress.iteration() + "/" + progress.iterations()
            : Integer.toString(progress.iteration());
    line.append(String.format(Locale.ROOT, "%-9s %7s | ", progress.phase(), count));
    if (Double.isNaN(progress.bestScore())) {
      line.append("no score yet");
    } else {
      line.append(String.format(Locale.ROOT, "best so far %5.1f %%", floor(progress.bestScore())));
      if (!Double.isNaN(progress.low())) {
        line.append(
            String.format(
                Locale.ROOT, " [%.1f, %.1f]", floor(progress.low()), ceiling(progress.high())));
      }
      line.append(String.format(Locale.ROOT, ", %.1f units", progress.bestCostUnits()));
    }
    line.append(String.format(Locale.ROOT, " | %,d calls", progress.calls()));
    if (progress.remainingSeconds() > 0) { // false for NaN
      line.append(" | ").append(duration(progress.remainingSeconds())).append(" left");
    }
    return line.toString();
  }

  /** Per cent with one digit, rounded toward failing. */
  private static double floor(double share) {
    return Math.floor(share * 1000 + 1e-9) / 10;
  }

  private static double ceiling(double share) {
    return Math.ceil(share * 1000 - 1e-9) / 10;
  }

  /** Rounded up, so that it never says 0 while something is left. */
  private static String duration(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
            : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
  }
}
