package dev.collabgraph.maven;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Word problems to begin with: {@value #COUNT} of them, the same in every starter, with answers
 * that follow from how they were made. Small models get a part of them wrong, so that there is
 * something to search.
 */
final class StarterTasks {
  /** Number of tasks; the starter suite's splits add up to it. */
  static final int COUNT = 100;

  private static final List<String> NAMES =
      List.of("Ada", "Boris", "Chen", "Dilek", "Emil", "Fatou", "Goran", "Hanna", "Iris", "Jorge");
  private static final List<String> THINGS =
      List.of("apples", "books", "cards", "eggs", "lamps", "marbles", "nails", "plates");

  private StarterTasks() {}

  /** One JSON object a line: {@code id}, {@code question}, {@code answer}. */
  static String jsonl() {
    SplittableRandom random = new SplittableRandom(20261101L);
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= COUNT; i++) {
      lines.append(line(i, random)).append('\n');
    }
    return lines.toString();
  }

  private static String line(int number, SplittableRandom random) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    String things = THINGS.get(random.nextInt(THINGS.size()));
    StringBuilder text = new StringBuilder();
    int boxes = 3 + random.nextInt(9);
    int each = 6 + random.nextInt(19);
    long value = (long) boxes * each;
    text.append("%s has %s boxes with %s %s in each.".formatted(name, boxes, each, things));
    int steps = 1 + number % 4;
    for (int step = 0; step < steps; step++) {
      switch (random.nextInt(3)) {
        case 0 -> {
          int more = 7 + random.nextInt(60);
          value += more;
          text.append(" Then %s buys %s more.".formatted(name, more));
        }
        case 1 -> {
          int fewer = 1 + random.nextInt((int) Math.min(40, value - 1));
          value -= fewer;
          text.append(" %s gives away %s of them.".formatted(name, fewer));
        }
        default -> {
          value *= 2;
          text.append(" A week later %s doubles that number.".formatted(name));
        }
      }
    }
    text.append(" How many %s does %s have now?".formatted(things, name));
    return "{\"id\": \"w%03d\", \"question\": \"%s\", \"answer\": \"%d\"}"
        .formatted(number, text, value);
  }
}
