package dev.collabgraph.simulated;

import static dev.collabgraph.simulated.Shapes.ASSISTANT;
import static dev.collabgraph.simulated.Shapes.FUSER;
import static dev.collabgraph.simulated.Shapes.VOTE;

import java.io.PrintStream;
import java.util.Map;

/**
 * Prints a pool's calibration beside the published figures, and curves over width and depth: {@code
 * mvn -pl harness test-compile exec:java} style, see decision note 0003 for the command.
 */
final class LandscapeReport {
  private LandscapeReport() {}

  public static void main(String[] arguments) {
    for (String pool :
        arguments.length == 0 ? Published.SUITES.toArray(new String[0]) : arguments) {
      print(pool, Pools.load(pool + "-with-70b", Map.of()), 20_000, System.out);
    }
  }

  static void print(String pool, PoolConstants constants, int count, PrintStream out) {
    TrueAccuracy evaluator = Shapes.evaluator(pool, constants);
    LatentTask[] tasks = Calibration.tasks(evaluator, count);
    out.println("== " + pool);
    for (String model : constants.models().keySet()) {
      Double published = Published.of(pool).singles().get(model);
      out.printf(
          "single %-12s %5.1f   %s%n",
          model,
          Calibration.percent(evaluator, Shapes.single(model), tasks),
          published == null ? "" : "published " + published);
    }
    double squares = 0;
    for (Published.Mix mix : Published.of(pool).mixes()) {
      double value = Calibration.mix(evaluator, tasks, mix, 200, 200, 20_251);
      squares += Math.pow(value - mix.percent(), 2);
      out.printf("mix    %-12s %5.1f   published %s%n", mix.label(), value, mix.percent());
    }
    out.printf("RMS %.2f%n", Math.sqrt(squares / Published.of(pool).mixes().size()));
    int[] widths = {1, 2, 3, 4, 6, 8, 12, 16, 24};
    for (String leaf : new String[] {"llama-1b", "llama-3b", "llama-8b"}) {
      for (String sink : new String[] {"llama-3b", "llama-8b", "vote"}) {
        for (String role :
            sink.equals("vote") ? new String[] {VOTE} : new String[] {FUSER, ASSISTANT}) {
          out.printf("star of %s, %-8s %-9s", leaf, sink, role);
          for (int w : widths) {
            out.printf(
                " %d:%.1f",
                w, Calibration.percent(evaluator, Shapes.star(w, leaf, role, sink), tasks));
          }
          out.println();
        }
      }
    }
    for (String model : new String[] {"llama-1b", "llama-3b", "llama-8b"}) {
      for (int width : new int[] {1, 2, 3, 4, 6, 8}) {
        for (String role : new String[] {FUSER, ASSISTANT}) {
          out.printf("layers of %d %s, sink %-9s", width, model, role);
          for (int depth = 1; depth <= 9; depth++) {
            out.printf(
                " %d:%.1f",
                depth,
                Calibration.percent(
                    evaluator, Shapes.layered(width, depth, model, role, model), tasks));
          }
          out.println();
        }
      }
    }
  }
}
