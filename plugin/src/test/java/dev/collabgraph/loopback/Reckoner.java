package dev.collabgraph.loopback;

import dev.collabgraph.loopback.WordProblemReader.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that answers word problems as a language model of a given skill might: it reads the
 * prompt, reckons aloud, and slips at a step now and then. Where the prompt holds answers of others
 * it reckons too and goes with the majority, itself included, itself first in a tie.
 *
 * @param name what requests call it
 * @param slipRate probability of a slip at one step, 0 to 1
 */
public record Reckoner(String name, double slipRate) {
  private static final Pattern OTHERS_ANSWER = Pattern.compile("Answer: (-?\\d+)");

  /** The same prompt and seed give the same text. */
  String reply(String prompt, long seed) {
    Optional<List<Step>> steps = WordProblemReader.read(prompt);
    if (steps.isEmpty()) {
      return "I cannot find a question about numbers here.";
    }
    SplittableRandom random =
        new SplittableRandom((name.hashCode() * 31L + prompt.hashCode()) * 31L + seed);
    StringBuilder text = new StringBuilder();
    long own = reckon(steps.get(), random, text);
    List<Long> others = othersAnswers(prompt);
    long answer = others.isEmpty() ? own : majority(own, others);
    if (answer != own) {
      text.append("Most of the others found ").append(answer).append(", so I trust them. ");
    }
    return text.append("\nAnswer: ").append(answer).toString();
  }

  private long reckon(List<Step> steps, SplittableRandom random, StringBuilder text) {
    long value = 0;
    for (Step step : steps) {
      long before = value;
      value = step.apply(value);
      if (random.nextDouble() < slipRate) {
        value += slip(value, random);
      }
      text.append(
          switch (step.operator()) {
            case '=' -> "We begin with " + value + ". ";
            case '~' -> "From " + step.operand() + " take " + before + ", leaves " + value + ". ";
            default -> before + " " + step.operator() + " " + step.operand() + " = " + value + ". ";
          });
    }
    return value;
  }

  /** A forgotten carry, an off-by-one, or a small miscount; never 0. */
  private static long slip(long value, SplittableRandom random) {
    long size =
        switch (random.nextInt(3)) {
          case 0 -> 10;
          case 1 -> 1;
          default -> 2 + random.nextInt(7);
        };
    return random.nextBoolean() && value > size ? -size : size;
  }

  private static List<Long> othersAnswers(String prompt) {
    List<Long> answers = new ArrayList<>();
    Matcher match = OTHERS_ANSWER.matcher(prompt);
    while (match.find()) {
      answers.add(Long.parseLong(match.group(1)));
    }
    return answers;
  }

  private static long majority(long own, List<Long> others) {
    Map<Long, Integer> votes = new LinkedHashMap<>();
    votes.put(own, 1);
    others.forEach(other -> votes.merge(other, 1, Integer::sum));
    return votes.entrySet().stream()
        .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
        .orElseThrow()
        .getKey();
  }
}
