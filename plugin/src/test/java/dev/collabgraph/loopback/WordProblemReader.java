package dev.collabgraph.loopback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Solves a word problem by reading it, sentence by sentence: each sentence it understands becomes
 * one or two arithmetic steps, all others are passed over. It reads up to the first question mark,
 * so instructions and other people's answers may follow.
 */
final class WordProblemReader {
  private static final Pattern SENTENCE = Pattern.compile("[^.?!\\n]+[.?!]");

  /** What a sentence does to the running number; the groups are its numbers in order. */
  private enum Rule {
    PRODUCT(
        "(\\d+) boxes with (\\d+)|for (\\d+) hours at (\\d+)|buys (\\d+) \\w+ at (\\d+) dollars"),
    GROUPS_ADDED("(\\d+) neighbours each bring (\\d+)|(\\d+) detours of (\\d+)"),
    GROUPS_TAKEN("hands (\\d+) \\w+ to each of (\\d+)"),
    ADDED("(?:buys|finds) (\\d+) more|another (\\d+) kilometres"),
    TAKEN("(?:gives away|loses|takes|the last) (\\d+)"),
    TWICE("doubles|driven back the same way"),
    THRICE("triples"),
    HALVED("half of them"),
    SHARED("equally into (\\d+) bags"),
    TIMES("sold for (\\d+) dollars apiece"),
    CHANGE("pays with (\\d+) dollars"),
    START("(?:has|starts the week with|counts) (\\d+) \\w+");

    private final Pattern pattern;

    Rule(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }
  }

  /** One operation on the running number. */
  record Step(char operator, long operand) {
    long apply(long value) {
      return switch (operator) {
        case '=' -> operand;
        case '+' -> value + operand;
        case '-' -> value - operand;
        case '*' -> value * operand;
        case '/' -> value / operand;
        case '~' -> operand - value;
        default -> throw new IllegalStateException("operator " + operator);
      };
    }
  }

  private WordProblemReader() {}

  /** The steps to the answer; empty if the text has no question that can be read. */
  static Optional<List<Step>> read(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher sentences = SENTENCE.matcher(text);
    while (sentences.find()) {
      String sentence = sentences.group();
      if (sentence.endsWith("?")) {
        return steps.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(steps));
      }
      for (Rule rule : Rule.values()) {
        Matcher match = rule.pattern.matcher(sentence);
        if (match.find()) {
          add(rule, numbers(match), steps);
          break;
        }
      }
    }
    return Optional.empty();
  }

  /** The answer of someone who makes no mistake. */
  static long solve(List<Step> steps) {
    long value = 0;
    for (Step step : steps) {
      value = step.apply(value);
    }
    return value;
  }

  private static void add(Rule rule, List<Long> numbers, List<Step> steps) {
    switch (rule) {
      case START -> steps.add(new Step('=', numbers.get(0)));
      case PRODUCT, GROUPS_ADDED -> {
        long product = numbers.get(0) * numbers.get(1);
        steps.add(new Step(steps.isEmpty() ? '=' : '+', product));
      }
      case GROUPS_TAKEN -> steps.add(new Step('-', numbers.get(0) * numbers.get(1)));
      case ADDED -> steps.add(new Step('+', numbers.get(0)));
      case TAKEN -> steps.add(new Step('-', numbers.get(0)));
      case TWICE -> steps.add(new Step('*', 2));
      case THRICE -> steps.add(new Step('*', 3));
      case HALVED -> steps.add(new Step('/', 2));
      case SHARED -> steps.add(new Step('/', numbers.get(0)));
      case TIMES -> steps.add(new Step('*', numbers.get(0)));
      case CHANGE -> steps.add(new Step('~', numbers.get(0)));
    }
  }

  private static List<Long> numbers(Matcher match) {
    List<Long> numbers = new ArrayList<>(2);
    for (int group = 1; group <= match.groupCount(); group++) {
      if (match.group(group) != null) {
        numbers.add(Long.parseLong(match.group(group)));
      }
    }
    return numbers;
  }
}
