package dev.collabgraph.loopback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Writes arithmetic word problems of two to ten steps: stories of a stock, a purchase and a
 * journey. Every quantity stays a whole number from 1 to 100,000 at every step. The same count and
 * seed give the same problems. It knows nothing of {@link WordProblemReader}, which has to find the
 * answer from the text alone.
 */
public final class WordProblems {
  private static final List<String> PEOPLE =
      List.of(
          "Amara", "Bruno", "Chen", "Dalia", "Emil", "Farida", "Goran", "Hana", "Ivo", "Jonas",
          "Keiko", "Lena", "Mateo", "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Samir", "Tove");
  private static final List<String> THINGS =
      List.of(
          "apples",
          "marbles",
          "stamps",
          "shells",
          "buttons",
          "candles",
          "tiles",
          "beads",
          "coins",
          "postcards",
          "walnuts",
          "pencils");
  private static final List<String> GOODS =
      List.of(
          "pens", "notebooks", "mugs", "tickets", "lamps", "cushions", "brushes", "maps", "plates");

  private final SplittableRandom random;
  private int steps; // of the problem being written

  private WordProblems(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * One problem.
   *
   * @param answer the only right answer
   * @param steps number of arithmetic operations
   */
  public record Problem(String question, long answer, int steps) {
    String json(int number) {
      return String.format(
          Locale.ROOT,
          "{\"id\":\"w%03d\",\"question\":\"%s\",\"answer\":\"%d\",\"steps\":%d}",
          number,
          question,
          answer,
          steps);
    }
  }

  /** Distinct problems, the three kinds of story in turn. */
  public static List<Problem> generate(int count, long seed) {
    WordProblems source = new WordProblems(seed);
    Set<Problem> problems = new LinkedHashSet<>();
    while (problems.size() < count) {
      problems.add(
          switch (problems.size() % 3) {
            case 0 -> source.stock();
            case 1 -> source.purchase();
            default -> source.journey();
          });
    }
    return List.copyOf(problems);
  }

  /** Writes a file: {@code <path> <count> <seed>}. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(
        Path.of(arguments[0]),
        jsonLines(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2])));
  }

  /** The content of a data file: one JSON object a line. */
  static String jsonLines(int count, long seed) {
    List<Problem> problems = generate(count, seed);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(problems.get(i).json(i + 1)).append('\n');
    }
    return lines.toString();
  }

  private Problem stock() {
    String person = pick(PEOPLE);
    String things = pick(THINGS);
    List<String> text = new ArrayList<>();
    steps = 0;
    long count;
    if (random.nextBoolean()) {
      count = between(12, 90);
      text.add(
          pick(List.of(
                  "%s has %d %s.", "%s starts the week with %d %s.", "On Monday %s counts %d %s."))
              .formatted(person, count, things));
    } else {
      long boxes = between(3, 9);
      long each = between(4, 15);
      count = boxes * each;
      steps++;
      text.add("%s fills %d boxes with %d %s each.".formatted(person, boxes, each, things));
    }
    int events = (int) between(2, 4);
    for (int i = 0; i < events; i++) {
      count = event(person, things, count, text);
      steps++;
    }
    if (between(1, 4) == 1) {
      long price = between(2, 6);
      text.add("All of the %s are then sold for %d dollars apiece.".formatted(things, price));
      text.add("How many dollars does %s receive?".formatted(person));
      return new Problem(String.join(" ", text), count * price, steps + 1);
    }
    text.add("How many %s does %s have now?".formatted(things, person));
    return new Problem(String.join(" ", text), count, steps);
  }

  /**
   * One thing that happens to a stock; returns the stock after it. Products count an extra step.
   */
  private long event(String person, String things, long count, List<String> text) {
    while (true) {
      long some = between(3, 40);
      long groups = between(2, 8);
      switch ((int) between(1, 8)) {
        case 1 -> {
          text.add(
              pick(List.of("Then %s buys %d more.", "Later %s finds %d more in a drawer."))
                  .formatted(person, some));
          return count + some;
        }
        case 2 -> {
          long each = between(2, 9);
          steps++;
          text.add("%d neighbours each bring %d %s.".formatted(groups, each, things));
          return count + groups * each;
        }
        case 3 -> {
          if (some < count) {
            text.add(
                pick(List.of("%s gives away %d of them.", "Sadly %s loses %d of them."))
                    .formatted(person, some));
            return count - some;
          }
        }
        case 4 -> {
          long each = between(2, 6);
          if (groups * each < count) {
            steps++;
            text.add(
                "%s hands %d %s to each of %d children.".formatted(person, each, things, groups));
            return count - groups * each;
          }
        }
        case 5 -> {
          if (count < 200) {
            text.add("Over the summer the number of %s doubles.".formatted(things));
            return count * 2;
          }
        }
        case 6 -> {
          if (count < 100) {
            text.add("After a good month the number of %s triples.".formatted(things));
            return count * 3;
          }
        }
        case 7 -> {
          if (count % 2 == 0) {
            text.add("%s passes half of them on to a cousin.".formatted(person));
            return count / 2;
          }
        }
        default -> {
          if (count % groups == 0 && count > groups) {
            text.add(
                "%s sorts them equally into %d bags and keeps only one bag."
                    .formatted(person, groups));
            return count / groups;
          }
        }
      }
    }
  }

  private Problem purchase() {
    String person = pick(PEOPLE);
    List<String> text = new ArrayList<>();
    text.add("%s goes to the market.".formatted(person));
    long total = 0;
    int kinds = (int) between(2, 3);
    Set<String> goods = new LinkedHashSet<>();
    while (goods.size() < kinds) {
      goods.add(pick(GOODS));
    }
    for (String good : goods) {
      long number = between(2, 9);
      long price = between(2, 14);
      total += number * price;
      text.add("%s buys %d %s at %d dollars each.".formatted(person, number, good, price));
    }
    steps = 2 * kinds - 1;
    if (random.nextBoolean()) {
      long voucher = between(2, 5);
      total -= voucher;
      steps++;
      text.add("A voucher takes %d dollars off the bill.".formatted(voucher));
    }
    if (random.nextBoolean()) {
      long paid = (total / 50 + 1) * 50;
      text.add("%s pays with %d dollars.".formatted(person, paid));
      text.add("How many dollars does %s get back?".formatted(person));
      return new Problem(String.join(" ", text), paid - total, steps + 1);
    }
    text.add("How many dollars does %s pay?".formatted(person));
    return new Problem(String.join(" ", text), total, steps);
  }

  private Problem journey() {
    String person = pick(PEOPLE);
    List<String> text = new ArrayList<>();
    long hours = between(2, 5);
    long speed = between(4, 19) * 5;
    long distance = hours * speed;
    steps = 1;
    text.add("%s drives for %d hours at %d kilometres per hour.".formatted(person, hours, speed));
    if (random.nextBoolean()) {
      long more = between(11, 60);
      distance += more;
      steps++;
      text.add("After lunch %s drives another %d kilometres.".formatted(person, more));
    }
    if (random.nextBoolean()) {
      long minutes = between(2, 6);
      long each = between(3, 12);
      distance += minutes * each;
      steps += 2;
      text.add("Then come %d detours of %d kilometres each.".formatted(minutes, each));
    }
    if (random.nextBoolean()) {
      distance *= 2;
      steps++;
      text.add("The next day the whole route is driven back the same way.");
    } else {
      long back = between(3, Math.min(distance - 1, 40));
      distance -= back;
      steps++;
      text.add("A closed road makes the last %d kilometres of the plan fall away.".formatted(back));
    }
    text.add("How many kilometres does %s drive in all?".formatted(person));
    return new Problem(String.join(" ", text), distance, steps);
  }

  private long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
