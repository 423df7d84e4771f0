package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GraphSvgTest {
  private static final Pattern BOX =
      Pattern.compile(
          "<rect class=\"[a-z ]+\" x=\"(\\d+)\" y=\"(\\d+)\" width=\"(\\d+)\" height=\"(\\d+)\"");
  private static final Pattern FLAT = Pattern.compile("([\\d ]+) H(\\d+)");

  private static CollaborationGraph graph(int[][] inputs) {
    List<Node> nodes = new ArrayList<>();
    for (int v = 0; v < inputs.length; v++) {
      nodes.add(new Node("n" + v, "assistant", "model-" + v));
    }
    return CollaborationGraph.trusted(nodes, inputs);
  }

  /** A graph of n nodes, each but the first reading the one before and some earlier ones. */
  private static CollaborationGraph random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] inputs = new int[n][];
    for (int v = 0; v < n; v++) {
      List<Integer> chosen = new ArrayList<>();
      for (int u = 0; u < v; u++) {
        if (v == n - 1 || random.nextInt(6) == 0) {
          chosen.add(u);
        }
      }
      inputs[v] = chosen.stream().mapToInt(Integer::intValue).toArray();
    }
    return graph(inputs);
  }

  private static List<int[]> boxes(String svg) {
    List<int[]> boxes = new ArrayList<>();
    Matcher box = BOX.matcher(svg);
    while (box.find()) {
      boxes.add(
          new int[] {
            Integer.parseInt(box.group(1)),
            Integer.parseInt(box.group(2)),
            Integer.parseInt(box.group(3)),
            Integer.parseInt(box.group(4))
          });
    }
    return boxes;
  }

  @Test
  void edgeThatSkipsALevelGoesAroundTheBoxBetween() {
    // n0 -> n1 -> n2 and n0 -> n2: drawn straight, the long edge would run behind n1.
    String svg = GraphSvg.of(graph(new int[][] {{}, {0}, {0, 1}}));
    int[] between = boxes(svg).get(1);
    Matcher flat = FLAT.matcher(svg);
    assertThat(flat.find()).isTrue();
    String[] numbers = flat.group(1).trim().split(" ");
    int y = Integer.parseInt(numbers[numbers.length - 1]);
    assertThat(Integer.parseInt(flat.group(2))).isEqualTo(between[0] + between[2]);
    assertThat(y < between[1] || y > between[1] + between[3]).as("lane at %s", y).isTrue();
    assertThat(svg.split("class=\"tip\"", -1)).as("an arrow for each edge").hasSize(3 + 1);
  }

  @Test
  void boxesAndLanesOfLargeGraphsKeepApartAndInside() {
    for (long seed = 1; seed <= 20; seed++) {
      CollaborationGraph graph = random(30, seed);
      String svg = GraphSvg.of(graph);
      List<int[]> boxes = boxes(svg);
      assertThat(boxes).hasSize(30);
      Matcher size = Pattern.compile("width=\"(\\d+)\" height=\"(\\d+)\" viewBox").matcher(svg);
      assertThat(size.find()).isTrue();
      for (int i = 0; i < 30; i++) {
        int[] a = boxes.get(i);
        assertThat(a[0] + a[2]).isLessThan(Integer.parseInt(size.group(1)));
        assertThat(a[1] + a[3]).isLessThan(Integer.parseInt(size.group(2)));
        for (int j = i + 1; j < 30; j++) {
          int[] b = boxes.get(j);
          assertThat(a[0] == b[0] && Math.abs(a[1] - b[1]) < a[3])
              .as("boxes %s and %s, seed %s", i, j, seed)
              .isFalse();
        }
      }
      Matcher flat = FLAT.matcher(svg);
      while (flat.find()) {
        String[] numbers = flat.group(1).trim().split(" ");
        int y = Integer.parseInt(numbers[numbers.length - 1]);
        int right = Integer.parseInt(flat.group(2));
        assertThat(boxes)
            .as("lane at %s, %s, seed %s", right, y, seed)
            .noneMatch(box -> box[0] + box[2] == right && y >= box[1] && y <= box[1] + box[3]);
      }
    }
  }

  @Test
  void nameTooLongForItsBoxIsWholeInTheTitle() {
    String name = "meta-llama/Llama-3.2-1B-Instruct";
    String svg =
        GraphSvg.of(
            CollaborationGraph.trusted(
                List.of(new Node("n0", "assistant", name)), new int[][] {{}}));
    assertThat(svg)
        .contains("<title>n0: assistant by " + name + "</title>", ">meta-llama/Llama..<");
  }
}
