package dev.collabgraph.suite.sandbox;

import dev.collabgraph.suite.sandbox.Worker.Script;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Judges programs that nobody trusts by tests that they cannot see. Each runs in a sandbox of its
 * own that is made and thrown away for it, its tests in a second one.
 *
 * <p>Cost: two processes and about 0.1 to 0.3 s a program. Threads: safe; {@link #judge} waits, and
 * at most {@link SandboxSettings#parallel()} programs run at a time, others wait for a slot. On
 * Linux only.
 */
public final class Sandbox {
  /** The user ids of several builds at a time: four ranges, chosen by process id. */
  private static final int RANGES = 4;

  private final Host host;
  private final SandboxSettings settings;
  private final SandboxProbe.Found found;
  private final Slots slots;
  private final ExecutorService threads;
  private final int firstUser;

  private Sandbox(
      Host host, SandboxSettings settings, SandboxProbe.Found found, ExecutorService threads) {
    this.host = host;
    this.settings = settings;
    this.found = found;
    this.threads = threads;
    this.slots = new Slots(settings.parallel());
    this.firstUser =
        (int) (ProcessHandle.current().pid() % RANGES) * 2 * SandboxSettings.MAX_PARALLEL;
  }

  /**
   * Probes the machine, which takes about as long as judging one program.
   *
   * @throws SandboxRefusedException if nothing confines programs here, naming each tier, why it
   *     does not work, and a remedy
   */
  public static Sandbox open(SandboxSettings settings) {
    return open(settings, Host.local());
  }

  static Sandbox open(SandboxSettings settings, Host host) {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "collabgraph-sandbox");
              thread.setDaemon(true);
              return thread;
            });
    SandboxProbe.Found found = new SandboxProbe(host, settings, threads).find();
    return new Sandbox(host, settings, found, threads);
  }

  /** How programs are confined. */
  public SandboxTier tier() {
    return found.confinement().tier();
  }

  /** Version of the interpreter, such as 3.11.2. */
  public String pythonVersion() {
    return found.version();
  }

  /** The settings in force. */
  public SandboxSettings settings() {
    return settings;
  }

  /**
   * Runs a program's tests. A checker that ends without a verdict is asked once more; a second time
   * it was the program's doing.
   *
   * @throws SandboxFaultException if it could not be found out
   */
  public Judgement judge(Program program) {
    int slot = -1;
    try {
      slot = slots.take();
      Judgement judgement = once(program, slot);
      if (judgement == null) {
        judgement = once(program, slot);
      }
      return judgement != null
          ? judgement
          : new Judgement(
              Judgement.Outcome.CRASH, "the tests could not go on with what the program sent", 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxFaultException("Interrupted while a program was judged.", e);
    } finally {
      if (slot >= 0) {
        slots.giveBack(slot);
      }
    }
  }

  private Judgement once(Program program, int slot) throws InterruptedException {
    try (Worker checker = start(Script.CHECKER, 2 * slot);
        Worker candidate = start(Script.CANDIDATE, 2 * slot + 1)) {
      return new CheckedRun(checker, candidate, settings).judge(program, threads);
    }
  }

  private Worker start(Script script, int user) {
    try {
      return Worker.start(
          found.confinement(), host, settings, found.python(), firstUser + user, script);
    } catch (IOException e) {
      throw new SandboxFaultException("A sandbox did not start: " + e.getMessage(), e);
    }
  }
}
