package dev.collabgraph.suite.scoring.code;

import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.sandbox.Judgement;
import dev.collabgraph.suite.sandbox.Sandbox;
import dev.collabgraph.suite.sandbox.SandboxFaultException;
import dev.collabgraph.suite.sandbox.SandboxSettings;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScoringException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs programs against the tests of their tasks. A program is judged once for a task: later
 * questions get the same answer. The sandbox is probed on first use or by {@link #prepare}.
 */
final class CodeScorer implements Scorer {
  private static final int REMEMBERED = 1 << 14;

  private record Key(String task, String code) {}

  private final SandboxSettings settings;
  private final ConcurrentHashMap<Key, CompletableFuture<Judgement>> judged =
      new ConcurrentHashMap<>();
  private Sandbox sandbox;

  CodeScorer(SandboxSettings settings) {
    this.settings = settings;
  }

  @Override
  public String type() {
    return "code";
  }

  @Override
  public void check(Task task) {
    CodeScorerFactory.check(task);
  }

  @Override
  public void prepare() {
    sandbox();
  }

  private synchronized Sandbox sandbox() {
    if (sandbox == null) {
      sandbox = Sandbox.open(settings);
    }
    return sandbox;
  }

  @Override
  public Map<String, String> surroundings() {
    Sandbox open = sandbox();
    Map<String, String> facts = new TreeMap<>();
    facts.put("sandbox", open.tier().label());
    facts.put("python", open.pythonVersion());
    return facts;
  }

  @Override
  public Optional<String> doubt() {
    return sandbox().tier().confines()
        ? Optional.empty()
        : Optional.of(
            "Programs were run without a sandbox (scorer.allowUnsandboxed), so one may have changed"
                + " what others were judged by.");
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public int parallel() {
    return settings.parallel();
  }

  @Override
  public Optional<String> extract(Task task, String completion) {
    String entry = CodePrograms.entryPoint(task);
    return entry == null
        ? Optional.empty()
        : CodeExtractor.extract(completion, CodePrograms.definedName(entry));
  }

  @Override
  public double score(Task task, String answer) {
    return judgement(task, answer).passed() ? 1 : 0;
  }

  @Override
  public Optional<String> reason(Task task, String answer) {
    return Optional.of(
        answer == null ? Judgement.Outcome.NO_CODE.toString() : judgement(task, answer).reason());
  }

  private Judgement judgement(Task task, String code) {
    Key key = new Key(task.digest(), code);
    CompletableFuture<Judgement> mine = new CompletableFuture<>();
    CompletableFuture<Judgement> known = judged.putIfAbsent(key, mine);
    if (known == null) {
      if (judged.size() > REMEMBERED) {
        judged.clear();
      }
      try {
        mine.complete(sandbox().judge(CodePrograms.of(task, code)));
      } catch (RuntimeException | Error e) {
        judged.remove(key, mine); // may succeed another time
        mine.completeExceptionally(e);
      }
      known = mine;
    }
    try {
      return known.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SandboxFaultException fault) {
        throw new ScoringException(fault.getMessage(), fault);
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
