package dev.collabgraph.suite.scoring;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.code.ProgramReads;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Lets a scorer judge a completion and says how many characters it read. */
public final class ReadsProbe implements ToLongFunction<String> {
  private final Consumer<String> reader;

  /** A scorer by its type; {@code program} finds programs, two others are controls. */
  public ReadsProbe(String type, Map<String, Object> options, String question, String gold) {
    this.reader =
        switch (type) {
          case "program" -> ProgramReads::read;
          case "control" -> QuadraticReader::read;
          case "uncounted" -> UncountedReader::read;
          default -> judge(type, options, new Task("t", question, gold));
        };
  }

  private static Consumer<String> judge(String type, Map<String, Object> options, Task task) {
    Scorer scorer = Scorers.create(new SuiteDefinition.Scoring(type, options), Path.of("."));
    scorer.check(task);
    return text -> {
      scorer
          .extract(task, text)
          .ifPresent(
              answer -> {
                scorer.score(task, answer);
                if (scorer.comparesAnswers()) {
                  scorer.equivalent(task, answer, task.answer());
                  scorer.equivalent(task, answer, answer + "1");
                }
              });
      scorer.score(task, text); // as a goal does that was given no extracted answer
    };
  }

  @Override
  public long applyAsLong(String text) {
    Reads.reset();
    reader.accept(text);
    return Reads.count();
  }
}
